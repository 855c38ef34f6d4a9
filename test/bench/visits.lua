-- What wrk runs: visitors that come and go, as pages send them. Each session is started, has its events, and is stopped;
-- then another takes its place.
--   wrk -s visits.lua URL -- KEYS-FILE SEED LIVE-SESSIONS EVENTS-PER-SESSION
-- The consumers' keys stand in the file, one a line.

local keys = {}
local live_sessions, events_per_session
local alive = {}
local first, last = 1, 0
local starting = 0
local started = 0
local base, clock_ms
local count = 0
local stamps = {}

-- Milliseconds from one event of a session to the next, as it says: visitors are not as fast as wrk.
local PAUSE_MS = 2000

local targets = { "lighthouse", "harbour", "whale", "shipwreck", "fish%20market", "quiz", "film", "answer", "dive" }

function init(args)
	for key in io.lines(args[1]) do
		keys[#keys + 1] = key
	end
	math.randomseed(tonumber(args[2]))
	live_sessions = tonumber(args[3])
	events_per_session = tonumber(args[4])
end

local function post(path, body)
	return "POST "
		.. path
		.. " HTTP/1.1\r\nHost: "
		.. wrk.host
		.. ":"
		.. wrk.port
		.. "\r\nOrigin: null\r\nContent-Type: application/x-www-form-urlencoded;charset=UTF-8\r\nContent-Length: "
		.. #body
		.. "\r\n\r\n"
		.. body
end

-- Writing a date costs more than the rest of the request: each second is written once.
local function stamp(ms)
	local seconds = math.floor(ms / 1000)
	local text = stamps[seconds]
	if text == nil then
		text = os.date("!%Y-%m-%dT%H%%3A%M%%3A%S", seconds)
		stamps[seconds] = text
	end
	return string.format("%s.%03dZ", text, ms % 1000)
end

-- A UUID of version 7: in the order of time, as the client makes them.
local function uuid(ms)
	return string.format(
		"%08x-%04x-7%03x-%04x-%04x%08x",
		math.floor(ms / 65536),
		ms % 65536,
		math.random(0, 0xfff),
		math.random(0x8000, 0xbfff),
		math.random(0, 0xffff),
		math.random(0, 0xffffffff)
	)
end

local function start()
	starting = starting + 1
	started = started + 1
	local at = base + started % 1000
	return post(
		"/sessions",
		string.format(
			"consumer_key=%s&ts=%s&id=%s&data=%%7B%%22page%%22%%3A%%22%%2F%%22%%2C%%22screen%%22%%3A%%22map%%22%%2C%%22language%%22%%3A%%22nb%%22%%7D",
			keys[started % #keys + 1],
			stamp(at),
			uuid(at)
		)
	)
end

local function touch(session)
	local at = session.at + session.sent * PAUSE_MS
	return post(
		"/events",
		string.format(
			"token=%s&action=click&data=%%7B%%22target%%22%%3A%%22%s%%22%%2C%%22clickX%%22%%3A%d%%2C%%22clickY%%22%%3A%d"
				.. "%%2C%%22viewportWidth%%22%%3A1920%%2C%%22viewportHeight%%22%%3A1080%%2C%%22pointer%%22%%3A%%22touch%%22"
				.. "%%2C%%22page%%22%%3A%%22%%2F%%22%%2C%%22screen%%22%%3A%%22map%%22%%7D&ts=%s&id=%s",
			session.token,
			targets[math.random(1, #targets)],
			math.random(0, 1919),
			math.random(0, 1079),
			stamp(at),
			uuid(at)
		)
	)
end

function request()
	-- Once a thousand requests: asking the system for the time costs, too.
	if count % 1000 == 0 then
		clock_ms = os.time() * 1000
		-- So that its events, a while apart, are over by now.
		base = clock_ms - (events_per_session + 1) * PAUSE_MS - 1000
	end
	count = count + 1
	if first > last or last - first + 1 + starting < live_sessions then
		return start()
	end
	local session = alive[first]
	alive[first] = nil
	first = first + 1
	session.sent = session.sent + 1
	if session.sent > events_per_session then
		local at = session.at + session.sent * PAUSE_MS
		return post("/sessions/stop", string.format("token=%s&ts=%s&reason=idle", session.token, stamp(at)))
	end
	last = last + 1
	alive[last] = session
	return touch(session)
end

function response(_, _, body)
	if starting == 0 then
		return
	end
	local token = string.match(body, '"token":"(%x+)"')
	if token ~= nil then
		starting = starting - 1
		last = last + 1
		alive[last] = { token = token, at = base + 1000, sent = 0 }
	end
end

function done(summary, latency)
	local errors = summary.errors
	io.write(
		string.format(
			'\n{"requests":%d,"durationUs":%d,"p50Us":%d,"p99Us":%d,"refused":%d,"broken":%d}\n',
			summary.requests,
			summary.duration,
			latency:percentile(50),
			latency:percentile(99),
			errors.status,
			errors.connect + errors.read + errors.write + errors.timeout
		)
	)
end
