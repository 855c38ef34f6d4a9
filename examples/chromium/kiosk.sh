#!/bin/sh
# Starts Chromium as a kiosk, on the page that Microticks serves.
# The profile's folder must outlive a restart: in it lies what the page has not sent yet.
exec chromium --kiosk --user-data-dir="$HOME/kiosk-profile" \
	--no-first-run --hide-crash-restore-bubble --disable-session-crashed-bubble --disable-pinch --overscroll-history-navigation=0 \
	--autoplay-policy=no-user-gesture-required \
	"${1:-http://localhost:5000/app/}"
