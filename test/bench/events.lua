-- What wrk runs: POST /events as pages send them. Some sessions take turns; when each has its events, others come.
--   wrk -s events.lua URL -- TOKENS-FILE ids|no-ids SEED FIRST-EVENT LIVE-SESSIONS EVENTS-PER-SESSION
-- The tokens stand in the file, one a line; FIRST-EVENT is how many events were sent to this server before.

local tokens = {}
local with_ids = true
local count = 0
local live_sessions, events_per_session
local head, now, clock_ms

-- Once a thousand requests: asking the system for the time costs more than writing the request.
local function read_clock()
	local seconds = os.time()
	now = os.date("!%Y-%m-%dT%H%%3A%M%%3A%S", seconds)
	clock_ms = seconds * 1000
end

function init(args)
	for token in io.lines(args[1]) do
		tokens[#tokens + 1] = token
	end
	with_ids = args[2] == "ids"
	math.randomseed(tonumber(args[3]))
	count = tonumber(args[4])
	live_sessions = tonumber(args[5])
	events_per_session = tonumber(args[6])
	head = "POST /events HTTP/1.1\r\nHost: "
		.. wrk.host
		.. ":"
		.. wrk.port
		.. "\r\nOrigin: null\r\nContent-Type: application/x-www-form-urlencoded;charset=UTF-8\r\nContent-Length: "
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

local function token_of(event)
	local group = math.floor(event / (live_sessions * events_per_session))
	return tokens[(group * live_sessions + event % live_sessions) % #tokens + 1]
end

function request()
	if now == nil or count % 1000 == 0 then
		read_clock()
	end
	local ms = count % 1000
	local body = string.format(
		"token=%s&action=click&data=%%7B%%22target%%22%%3A%%22exhibit-%d%%22%%2C%%22clickX%%22%%3A%d%%2C%%22clickY%%22%%3A%d%%7D&ts=%s.%03dZ",
		token_of(count),
		count % 12,
		math.random(0, 1919),
		math.random(0, 1079),
		now,
		ms
	)
	if with_ids then
		body = body .. "&id=" .. uuid(clock_ms + ms)
	end
	count = count + 1
	return head .. #body .. "\r\n\r\n" .. body
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
