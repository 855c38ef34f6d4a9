"""Measures installations without a browser (buttons, sensors) with Microticks.

Standard library alone, Python 3.9 or later. Copy this file beside your program:

    from microticks import Microticks

    with Microticks("http://localhost:5000", "YOUR CONSUMER KEY") as ticks:
        ticks.track("press", {"target": "red button"})

Every call is on this machine's disk when it returns. A thread brings it to the server: once, oldest first, whatever
happens to the server, the network, this program, or the clock. What the server refuses for good is kept in the table
`dead` of the queue file. Messages go to the logger `microticks`.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import logging
import os
import random
import secrets
import socket
import sqlite3
import threading
import time
from email.utils import parsedate_to_datetime
from typing import Any, Iterator, Mapping, NamedTuple, Sequence
from urllib.parse import urlsplit

__all__ = ["Microticks"]

_log = logging.getLogger("microticks")

# What the server takes: events in a batch, bytes of a body (1 MiB, less what is added on sending), bytes of `data`.
_BATCH_ITEMS, _BATCH_BYTES, _DATA_BYTES = 1000, 1_000_000, 64 * 1024
_ITEM_EXTRA_BYTES = 100  # an event's token and `sent_at`

# Seconds.
_GATHER = 1.0  # that an event waits for company
_REQUEST = 20.0  # that a request may take
_BACKOFF_FIRST, _BACKOFF_MOST = 1.0, 60.0  # full jitter: "Exponential Backoff And Jitter", AWS 2015
_LONGEST_WAIT = 3600.0  # that a server may ask for: a bad Retry-After must not silence a kiosk for years
_BUSY = 10.0  # that another process may hold the file

_SCHEMA = """
CREATE TABLE IF NOT EXISTS queue (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    session TEXT NOT NULL,
    body TEXT NOT NULL,
    origin INTEGER NOT NULL,
    boot TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS queue_path ON queue (path);
CREATE TABLE IF NOT EXISTS dead (
    seq INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    session TEXT NOT NULL,
    body TEXT NOT NULL,
    code TEXT NOT NULL,
    error TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS open_sessions (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    last INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    boot TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS lost (id INTEGER PRIMARY KEY, events INTEGER NOT NULL);
"""


class Microticks:
    """Measures one installation. Every method may be called from any thread, and from several processes on one file.

    Args:
        host: where the server is, such as `http://localhost:5000`; a sub-path may follow.
        consumer_key: what `microticks createconsumer` printed. All that share a queue file share it.
        path: the queue file; made if it is not there. Beside it lie SQLite's own files and locks.
        idle_timeout: seconds without an event after which a session ends; 0 never.
        heartbeat: seconds from one sign of life to the next; 0 sends none.
        max_events: events that are kept while the server is away. Then the oldest go; how many stands as `lost` in the
            `data` of the next session.
        test: whether all sessions are trials by staff.
        key: the server's `MICROTICKS_KEY`, where it asks for one.

    Raises:
        ValueError: the host is no address.
        sqlite3.Error: the queue file cannot be opened. One that is damaged is put aside, and made anew.
    """

    def __init__(
        self,
        host: str,
        consumer_key: str,
        path: str | os.PathLike[str] = "microticks-queue.db",
        *,
        idle_timeout: float = 60,
        heartbeat: float = 300,
        max_events: int = 50_000,
        test: bool = False,
        key: str | None = None,
    ) -> None:
        self._post = _Server(host, key).post
        self._consumer_key = consumer_key
        self._path = os.path.abspath(path)
        self._idle_ms = round(idle_timeout * 1000)
        self._heartbeat_ms = round(heartbeat * 1000)
        self._max_events = max_events
        self._test = test

        self._boot = _boot_id()
        self._origin = round(time.time() * 1000) - _monotonic_ms()
        self._owner = secrets.token_hex(8)
        self._tokens: dict[str, str] = {}
        self._refused: dict[str, dict[str, Any]] = {}
        self._renewed: set[str] = set()
        self._reported: set[tuple[str, str]] = set()
        self._failures = 0
        self._not_before = self._next_beat = self._next_orphans = _monotonic_ms()
        self._due: int | None = self._not_before
        self._closing = False

        self._changed = threading.Condition(threading.RLock())
        self._alive = _Lock(self._alive_path(self._owner))
        self._alive.acquire()
        self._sending = _Lock(f"{self._path}-sending")
        self._database = _open_queue(self._path)
        self._thread = threading.Thread(target=self._work, name="microticks", daemon=True)
        self._thread.start()

    def __enter__(self) -> Microticks:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start_session(self, data: Mapping[str, Any] | None = None) -> str:
        """Starts a session, unless one is open; gives its id, which the server shows as `client_id`.

        Args:
            data: what is to be known of it, as JSON can hold it; 64 KiB.

        Raises:
            TypeError, ValueError: `data` is no JSON, or too large.
            sqlite3.Error: it cannot be kept, such as on a full disk.
        """
        _check_data(dict(data or {}))
        with self._transaction():
            self._check_open()
            return self._open_session(self._now(), data)

    def track(self, action: str, data: Any = None) -> None:
        """Keeps an event, to be sent; starts a session where none is open, and puts off idle.

        Args:
            action: what the visitor did, at most 200 characters.
            data: anything about it: text, or what JSON can hold; 64 KiB.

        Raises:
            TypeError, ValueError: `data` is no JSON, or too large.
            sqlite3.Error: it cannot be kept, such as on a full disk.
        """
        _check_data(data)
        with self._transaction():
            self._check_open()
            now = self._now()
            session = self._open_session(now)
            event = {"id": _uuid7(now), "action": action, "data": {} if data is None else data, "ts": now}
            self._add("/events", session, event)
            self._database.execute("UPDATE open_sessions SET last = ? WHERE id = ?", (now, session))

    def stop_session(self, reason: str | None = None) -> None:
        """Stops the session, where one is open, now.

        Raises:
            sqlite3.Error: it cannot be kept, such as on a full disk.
        """
        with self._transaction():
            self._check_open()
            now = self._now()
            self._stop_if_idle(now)
            self._stop(self._owner, reason, now)

    def flush(self, timeout: float = 10.0) -> bool:
        """Sends what is queued, now, unless the server has asked for patience; waits for that.

        Args:
            timeout: seconds to wait at most.

        Returns:
            Whether all that was queued before the call has left the queue.
        """
        until = time.monotonic() + timeout
        with self._changed:
            self._check_open()
            (last,) = self._database.execute("SELECT coalesce(max(seq), 0) FROM queue").fetchone()
            self._failures = 0
            self._due = self._not_before
            self._changed.notify_all()
            while not self._closing:
                if self._database.execute("SELECT 1 FROM queue WHERE seq <= ? LIMIT 1", (last,)).fetchone() is None:
                    return True
                left = until - time.monotonic()
                if left <= 0:
                    return False
                # Another process may be the one that sends.
                self._changed.wait(min(left, 0.2))
            return False

    def close(self, timeout: float = 2.0) -> bool:
        """Stops the session at its last event, sends what it can, and ends. The next program sends the rest.

        Args:
            timeout: seconds to wait for the server at most.

        Returns:
            Whether all was sent.
        """
        with self._changed:
            if self._closing:
                return True
            with self._transaction():
                self._stop(self._owner, "closed")
        sent = self.flush(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        # A request that hangs goes on in the thread, which then cleans up, or is cut off with the program.
        self._thread.join(1.0)
        return sent

    # What is kept.

    def _now(self) -> int:
        """This program's clock, in epoch milliseconds: a change of the machine's clock does not move it."""
        return self._origin + _monotonic_ms()

    def _check_open(self) -> None:
        if self._closing:
            raise RuntimeError("This Microticks is closed.")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._changed:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself after a full disk.
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def _add(self, path: str, session: str, body: Mapping[str, Any], clock: tuple[int, str] | None = None) -> None:
        """Queues a request, inside a transaction.

        Args:
            clock: the origin of the clock and the boot that its times are of; without it, this program's.
        """
        row = (path, session, json.dumps(body, allow_nan=False, separators=(",", ":")), *(clock or self._clock()))
        self._database.execute("INSERT INTO queue (path, session, body, origin, boot) VALUES (?, ?, ?, ?, ?)", row)
        (count,) = self._database.execute("SELECT count(*) FROM queue WHERE path = ?", (path,)).fetchone()
        if count > self._max_events:
            gone = count - self._max_events
            self._database.execute(
                "DELETE FROM queue WHERE seq IN (SELECT seq FROM queue WHERE path = ? ORDER BY seq LIMIT ?)",
                (path, gone),
            )
            if path == "/events":
                self._database.execute(
                    "INSERT INTO lost VALUES (0, ?) ON CONFLICT (id) DO UPDATE SET events = events + excluded.events",
                    (gone,),
                )
                self._report("queue_full", "The queue is full: the oldest events go")
        due = max(self._not_before, _monotonic_ms() + round(_GATHER * 1000))
        if self._due is None or self._due > due:
            self._due = due
            self._changed.notify_all()

    def _clock(self) -> tuple[int, str]:
        return self._origin, self._boot

    def _open_session(self, now: int, data: Mapping[str, Any] | None = None) -> str:
        self._stop_if_idle(now)
        row = self._database.execute("SELECT id FROM open_sessions WHERE owner = ?", (self._owner,)).fetchone()
        if row is not None:
            return str(row[0])
        session = _uuid7(now)
        about = dict(data or {})
        (lost,) = self._database.execute("SELECT coalesce(sum(events), 0) FROM lost").fetchone()
        if lost:
            about["lost"] = lost
            self._database.execute("DELETE FROM lost")
        self._add("/sessions", session, {"id": session, "ts": now, "data": about, "test": self._test})
        self._database.execute(
            "INSERT INTO open_sessions (id, owner, last, origin, boot) VALUES (?, ?, ?, ?, ?)",
            (session, self._owner, now, *self._clock()),
        )
        self._changed.notify_all()
        return session

    def _stop(self, owner: str, reason: str | None, at: int | None = None) -> None:
        """Stops a program's session, where one is open, at its last event or at another time."""
        for session, last, origin, boot in self._database.execute(
            "SELECT id, last, origin, boot FROM open_sessions WHERE owner = ?", (owner,)
        ).fetchall():
            body = {"ts": last if at is None else at, **({} if reason is None else {"reason": reason})}
            self._add("/sessions/stop", session, body, (origin, boot))
            self._database.execute("DELETE FROM open_sessions WHERE id = ?", (session,))

    def _ms_until_idle(self, now: int) -> int | None:
        row = self._database.execute("SELECT last FROM open_sessions WHERE owner = ?", (self._owner,)).fetchone()
        return None if row is None or not self._idle_ms else int(row[0]) + self._idle_ms - now

    def _stop_if_idle(self, now: int) -> None:
        left = self._ms_until_idle(now)
        if left is not None and left <= 0:
            self._stop(self._owner, "idle")

    def _alive_path(self, owner: str) -> str:
        return f"{self._path}-alive-{owner}"

    def _stop_orphans(self) -> None:
        """Stops what dead processes have left open, at the last event."""
        for (owner,) in self._database.execute("SELECT DISTINCT owner FROM open_sessions").fetchall():
            path = self._alive_path(owner)
            if owner == self._owner:
                continue
            if os.path.exists(path):
                with contextlib.closing(_Lock(path)) as probe:
                    if not probe.acquire():
                        continue
            with self._transaction():
                self._stop(owner, "interrupted")
            with contextlib.suppress(OSError):
                os.remove(path)

    # The thread.

    def _work(self) -> None:
        while True:
            try:
                with self._changed:
                    if self._closing:
                        break
                    wait_ms = self._look_at_the_clock()
                    if wait_ms > 0:
                        self._changed.wait(wait_ms / 1000)
                        continue
                self._send_all()
            except _Again as again:
                self._put_off(again.seconds)
            except Exception:
                # Such as a full disk: no reason to end, for it may be mended.
                _log.exception("Something went wrong; it goes on.")
                self._put_off(_BACKOFF_FIRST)
        with self._changed:
            self._database.close()
        self._sending.close()
        self._alive.close()
        with contextlib.suppress(OSError):
            os.remove(self._alive_path(self._owner))

    def _look_at_the_clock(self) -> int:
        """Does what is due by time, but sending; gives the milliseconds until that, or something else, is due."""
        now = _monotonic_ms()
        if now >= self._next_orphans:
            self._next_orphans = now + 60_000
            self._stop_orphans()
        if self._heartbeat_ms and now >= self._next_beat:
            self._next_beat = now + self._heartbeat_ms
            with self._transaction():
                self._add("/heartbeat", "", {"ts": self._now()})
        idle = self._ms_until_idle(self._now())
        if idle is not None and idle <= 0:
            with self._transaction():
                self._stop_if_idle(self._now())
            idle = None
        if self._due is not None and self._due <= now:
            return 0
        others = (self._due, self._next_beat if self._heartbeat_ms else None, None if idle is None else now + idle)
        return max(1, min(self._next_orphans, *(at for at in others if at is not None)) - now)

    def _put_off(self, least: float) -> None:
        with self._changed:
            backoff = random.uniform(0, min(_BACKOFF_MOST, _BACKOFF_FIRST * 2**self._failures))
            self._failures = min(self._failures + 1, 10)
            self._not_before = _monotonic_ms() + round(least * 1000)
            self._due = _monotonic_ms() + round(max(least, backoff) * 1000)

    def _send_all(self) -> None:
        """Sends until nothing is left, unless another process does.

        Raises:
            _Again: the rest must wait.
        """
        if not self._sending.acquire():
            with self._changed:
                self._due = _monotonic_ms() + round(_GATHER * 1000)
            return
        try:
            while True:
                with self._changed:
                    rows = self._oldest()
                    if not rows:
                        self._due = None
                        self._changed.notify_all()
                    if not rows or self._closing:
                        return
                self._send(rows)
                self._failures = 0
        finally:
            self._sending.release()

    def _oldest(self) -> list[_Row]:
        rows: list[_Row] = []
        size = 0
        for seq, path, session, body, origin, boot in self._database.execute(
            "SELECT seq, path, session, body, origin, boot FROM queue ORDER BY seq LIMIT ?", (_BATCH_ITEMS,)
        ):
            size += len(body) + _ITEM_EXTRA_BYTES
            if rows and size > _BATCH_BYTES:
                break
            rows.append(_Row(seq, path, session, json.loads(body), origin, boot))
        return rows

    def _send(self, rows: Sequence[_Row]) -> None:
        """Starts the sessions, sends the events in order, then the rest: so no event comes after its session's stop."""
        events: list[_Row] = []
        rest: list[_Row] = []
        for row in rows:
            if row.path == "/sessions":
                self._settle([(row, self._start(row, row.body))])
            elif row.session and not self._has_token(row):
                self._settle([(row, self._refused[row.session])])
            else:
                (events if row.path == "/events" else rest).append(row)
        self._send_events(events)
        for row in rest:
            if not row.session or row.session in self._tokens:
                self._settle([(row, self._post(row.path, self._complete(row)))])

    def _start(self, row: _Row, body: Mapping[str, Any]) -> dict[str, Any]:
        reply = self._post("/sessions", {"consumer_key": self._consumer_key, **body, "sent_at": self._sent_at(row)})
        if reply["status"] != 200:
            self._refused[row.session] = reply
        elif isinstance(reply.get("token"), str):
            self._tokens[row.session] = reply["token"]
        else:
            raise _Again
        return reply

    def _has_token(self, row: _Row) -> bool:
        # The same start again is answered with the same token, so that no token need be kept.
        if row.session not in self._tokens and row.session not in self._refused:
            self._start(row, {"id": row.session, "ts": _time_of_uuid(row.session)})
        return row.session in self._tokens

    def _sent_at(self, row: _Row) -> int:
        """What the clock that a row was timed by says now: the server corrects by the difference to its own."""
        return (row.origin if row.boot and row.boot == self._boot else self._origin) + _monotonic_ms()

    def _complete(self, row: _Row) -> dict[str, Any]:
        who = {"token": self._tokens[row.session]} if row.session else {"consumer_key": self._consumer_key}
        return {**who, **row.body, "sent_at": self._sent_at(row)}

    def _send_events(self, rows: Sequence[_Row]) -> None:
        if not rows:
            return
        events = [self._complete(row) for row in rows]
        reply = self._post("/events/batch", {"events": events, "sent_at": self._now()})
        results = reply.get("results")
        if reply["status"] != 200:
            if len(rows) == 1:
                self._settle([(rows[0], reply)])
                return
            # One of them is at fault, or all are too much: only what is refused alone is refused.
            half = len(rows) // 2
            self._send_events(rows[:half])
            self._send_events([row for row in rows[half:] if row.session in self._tokens])
        elif isinstance(results, list) and len(results) == len(rows):
            self._settle(list(zip(rows, results)))
        else:
            raise _Again

    def _settle(self, answered: Sequence[tuple[_Row, Any]]) -> None:
        """Takes out of the queue what the server has taken, or refused for good."""
        again = False
        with self._transaction():
            for row, reply in answered:
                status = reply.get("status") if isinstance(reply, dict) else None
                if status == 200:
                    pass
                elif not isinstance(status, int) or status == 429 or not 400 <= status < 500:
                    again = True
                    continue
                elif not self._is_final(row, reply):
                    continue
                self._database.execute("DELETE FROM queue WHERE seq = ?", (row.seq,))
                if row.path == "/sessions/stop":
                    self._tokens.pop(row.session, None)
                    self._refused.pop(row.session, None)
            self._changed.notify_all()
        if again:
            raise _Again

    def _is_final(self, row: _Row, reply: Mapping[str, Any]) -> bool:
        """Keeps what is refused in the table `dead`; not where the server's file was replaced and knows no session."""
        code, error = str(reply.get("code", reply["status"])), str(reply.get("error", ""))
        if code == "unknown_session" and row.session:
            if row.session not in self._renewed:
                self._renewed.add(row.session)
                self._tokens.pop(row.session, None)
            if row.session not in self._tokens:
                return False
        self._database.execute(
            """INSERT INTO dead (seq, path, session, body, code, error)
            SELECT seq, path, session, body, ?, ? FROM queue WHERE seq = ?""",
            (code, error, row.seq),
        )
        self._database.execute("DELETE FROM dead WHERE seq <= (SELECT max(seq) FROM dead) - ?", (self._max_events,))
        self._report(code, f"The server refuses {row.path} for good, kept in the table dead of {self._path}: {error}")
        return True

    def _report(self, code: str, message: str) -> None:
        if (code, message) not in self._reported:
            self._reported.add((code, message))
            _log.error("%s (%s)", message, code)


class _Row(NamedTuple):
    seq: int
    path: str
    session: str
    body: dict[str, Any]
    origin: int
    boot: str


class _Again(Exception):
    """The same request may succeed later, in so many seconds at the earliest."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class _Server:
    """Sends requests, and tells the answers of Microticks from those of whatever else may stand at its address."""

    def __init__(self, host: str, key: str | None) -> None:
        url = urlsplit(host if "://" in host else f"http://{host}")
        if url.scheme not in ("http", "https") or not url.hostname:
            raise ValueError(f"{host} is no address such as http://localhost:5000")
        self._connect = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        self._name, self._port, self._prefix = url.hostname, url.port, url.path.rstrip("/")
        self._headers = {"Content-Type": "application/json", **({} if key is None else {"X-API-Key": key})}

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Gives the server's answer, 200 or 4xx.

        Raises:
            _Again: there was none that counts.
        """
        connection = self._connect(self._name, self._port, timeout=_REQUEST)
        wait = 0.0
        try:
            connection.connect()
            # The timeout counts from byte to byte: a server that trickles would hold the queue up for ever.
            limit = threading.Timer(_REQUEST, _cut, [connection.sock])
            limit.daemon = True
            limit.start()
            try:
                connection.request("POST", self._prefix + path, json.dumps(body).encode(), self._headers)
                response = connection.getresponse()
                status, wait = response.status, _read_wait(response.getheader("Retry-After"))
                text = response.read(4 * _BATCH_BYTES)
            finally:
                limit.cancel()
            if status == 413:
                # Proxies refuse large bodies in words of their own.
                return {"status": status, "code": "too_large", "error": "The request is too large."}
            if status == 200 or (400 <= status < 500 and status != 429):
                reply = json.loads(text)
                if isinstance(reply, dict) and reply.get("status") == status:
                    return reply
        except (OSError, http.client.HTTPException, ValueError, RecursionError) as error:
            _log.debug("No answer to %s: %r", path, error)
        finally:
            connection.close()
        raise _Again(wait)


class _Lock:
    """A lock among processes that ends with its holder, however that ends: SQLite's own, on an empty file."""

    def __init__(self, path: str) -> None:
        self._database = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)

    def acquire(self) -> bool:
        """Takes the lock, unless another one has it."""
        try:
            self._database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
        return True

    def release(self) -> None:
        self._database.execute("ROLLBACK")

    def close(self) -> None:
        self._database.close()


def _open_queue(path: str) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        aside = f"{path}.damaged-{_uuid7(round(time.time() * 1000))}"
        _log.error("%s is damaged (%s): it is put aside as %s, and made anew.", path, error, aside)
        for suffix in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.replace(path + suffix, aside + suffix)
        return _connect(path)


def _connect(path: str) -> sqlite3.Connection:
    until = time.monotonic() + _BUSY
    while True:
        database = sqlite3.connect(path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        try:
            if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("its check failed")
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            database.executescript(_SCHEMA)
            return database
        except sqlite3.Error as error:
            database.close()
            # SQLite does not wait by itself where two processes turn to WAL at once.
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _check_data(data: Any) -> None:
    as_json = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    text = data if isinstance(data, str) else as_json
    if len(text.encode("utf-8", "surrogatepass")) > _DATA_BYTES:
        raise ValueError(f"data is larger than {_DATA_BYTES} bytes")


def _read_wait(value: str | None) -> float:
    """Reads `Retry-After` as seconds: a number or a date (RFC 9110, section 10.2.3)."""
    if value is None:
        return 0.0
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (TypeError, ValueError):
            return 0.0
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _cut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _monotonic_ms() -> int:
    # Where a machine sleeps, this one goes on.
    boot_time = getattr(time, "CLOCK_BOOTTIME", None)
    return round((time.monotonic() if boot_time is None else time.clock_gettime(boot_time)) * 1000)


def _boot_id() -> str:
    """Names the run of the machine within which the monotonic clocks of all programs agree; empty where unknown."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""


def _uuid7(ms: int) -> str:
    """Makes a UUIDv7 (RFC 9562, section 5.7) from epoch milliseconds."""
    value = (ms & (1 << 48) - 1) << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _time_of_uuid(uuid: str) -> int:
    return int(uuid[:8] + uuid[9:13], 16)
