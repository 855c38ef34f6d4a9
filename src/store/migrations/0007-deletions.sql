-- An event that is deleted, by a prune or by hand, is counted out of its session. So what the session's row says of its
-- events stays true, and who has read it before sees that it has changed.

DROP TRIGGER event_deleted;

CREATE TRIGGER event_deleted AFTER DELETE ON event_records
BEGIN
	UPDATE session_records
	SET
		packed = 0,
		events = events - 1,
		clicks = clicks - (OLD.action = 'click'),
		last_event_at = CASE
			WHEN OLD.ts < last_event_at THEN last_event_at
			ELSE (SELECT max(ts) FROM event_records WHERE session_id = OLD.session_id)
		END,
		last_click_at = CASE
			WHEN OLD.action <> 'click' OR OLD.ts < last_click_at THEN last_click_at
			ELSE (SELECT max(ts) FROM event_records WHERE session_id = OLD.session_id AND action = 'click')
		END
	WHERE id = OLD.session_id;
END;
