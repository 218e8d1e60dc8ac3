"""``python -m scenes.kit.bench``: render for the clock, and print what was measured as one line of JSON."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from manim import config, tempconfig
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.kit.bench import fidelity, surface
from scenes.kit.rehearsal import lesson_class
from scenes.kit.settings import Settings
from scenes.kit.stage import StageCamera
from scenes.playlist import PLAYLIST


def main(words: list[str]) -> None:
    """Measure one thing."""
    parser = argparse.ArgumentParser(prog="scenes.kit.bench")
    parser.add_argument("what", choices=MEASURES)
    parser.add_argument("--by", choices=["manim", "us"], default="us")
    parser.add_argument("--scene", default="logarithm")
    parser.add_argument("--frames", type=int, default=240)
    parser.add_argument("--film")
    parser.add_argument("--media", type=Path, required=True)
    parser.add_argument("--encoder", type=json.loads, default={})
    options = parser.parse_args(words)
    settings = {
        "media_dir": str(options.media), "pixel_width": 1920, "pixel_height": 1080, "frame_rate": 60.0,
        "disable_caching": True, "progress_bar": "none", "verbosity": "ERROR", "output_file": options.what + options.by,
    }  # fmt: skip
    with tempconfig(settings):
        if options.by == "us":
            config.video_encoder_options = options.encoder
            config.max_inflight_encoders = 4
        print(json.dumps(MEASURES[options.what](options)))


def time_surface(options: Any) -> dict[str, Any]:
    """Turn the camera round the surface; frames a second, from the first frame to the finished file."""
    scene = surface.ManimSurface() if options.by == "manim" else surface.StageSurface()
    scene.seconds = options.frames / config.frame_rate
    scene.render()
    return {"frames": options.frames, "seconds": time.perf_counter() - scene.started}


def time_scene(options: Any) -> dict[str, Any]:
    """Render a scene of the lecture; its set-up counts."""
    entry = next(entry for entry in PLAYLIST if entry.slug == options.scene)
    more = {"renderer": CairoRenderer(camera_class=StageCamera)} if options.by == "manim" else {}
    start = time.perf_counter()
    lesson = lesson_class(entry)(settings=Settings.of(), **more)
    lesson.render()
    seconds = time.perf_counter() - start
    file = str(lesson.renderer.file_writer.movie_file_path)
    return {"frames": round(lesson.clock * config.frame_rate), "seconds": seconds, "file": file}


def compare(options: Any) -> dict[str, Any]:
    """Hold every frame of a film that we made, as painted and as decoded, against Manim's painting."""
    entry = next(entry for entry in PLAYLIST if entry.slug == options.scene)
    with tempconfig({"dry_run": True}):
        renderer = fidelity.WatchedRenderer(StageCamera, options.film)
        lesson_class(entry)(settings=Settings.of(), renderer=renderer).render()
    return {"frames": len(renderer.shown), "painted": min(renderer.painted), "shown": min(renderer.shown)}


MEASURES = {"surface": time_surface, "scene": time_scene, "alike": compare}

if __name__ == "__main__":
    main(sys.argv[1:])
