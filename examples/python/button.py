"""A button that is counted: on pin 17 of a Raspberry Pi with gpiozero, else the Enter key."""

import logging
import os
import signal
import sys

from microticks import Microticks

logging.basicConfig()

try:
    from gpiozero import Button
except ImportError:
    Button = None

host = os.environ.get("MICROTICKS_HOST", "http://localhost:5000")
key = os.environ.get("MICROTICKS_CONSUMER_KEY")
if not key:
    sys.exit("Set MICROTICKS_CONSUMER_KEY to what createconsumer printed.")

with Microticks(host, key, path="button-queue.db", idle_timeout=30) as ticks:
    if Button:
        button = Button(17)
        button.when_pressed = lambda: ticks.track("press", {"target": "button"})
        signal.pause()
    else:
        print("Press Enter; end with Ctrl+D.")
        for _ in sys.stdin:
            ticks.track("press", {"target": "Enter"})
