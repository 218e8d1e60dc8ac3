"""The page of an edition: the film, its scenes and their words, and everything there is to take along."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from scenes.kit.theme import DARK, LIGHT, THEMES, Theme
from scenes.kit.words import Words
from scenes.production.assets.markup import PAGE_LANGUAGE, address, escape, filled, page_words, script_json, template
from scenes.production.assets.offers import Offer, links, videos
from scenes.production.key import PACKAGES
from scenes.production.lecture import Beat, Lecture, Shown
from scenes.production.progress import clock
from scenes.production.writing import write_whole

COLOURS = ("ground", "panel", "ink", "quiet", "line", "hair", "accent")
# Words that the page's script needs.
SAID = ("found", "nothing", "subtitles", "subtitles_on", "subtitles_off")


def make(lecture: Lecture, folder: Path, offers: Sequence[Offer] = ()) -> None:
    """Write ``index.html``, to be put beside the film.

    Parameters
    ----------
    offers
        What there is to take along besides the film, the clips and their subtitles.
    """
    page = Page(lecture, [*videos(lecture), *offers])
    write_whole(folder / "index.html", page.html())


class Page:
    """The parts of the page, each as markup.

    Parameters
    ----------
    offers
        Everything there is to take along.
    """

    def __init__(self, lecture: Lecture, offers: Sequence[Offer]) -> None:
        self._lecture, self._offers = lecture, offers
        self._words = page_words(lecture.settings.language, "page")

    def html(self) -> str:
        """Return the whole page."""
        settings, scenes = self._lecture.settings, self._lecture.scenes
        taught = sum(scene.number > 0 for scene in scenes)
        length = clock(sum(scene.duration for scene in scenes))
        texts = {
            **self._words,
            "title": self._lecture.title,
            "page_language": PAGE_LANGUAGE[settings.language],
            "subtitle_language": settings.language,
            "video_ground": THEMES[settings.theme].ground,
            "meta": self._words["meta"].format(scenes=taught, length=length, data=Path(settings.data).name),
            "versions_list": " · ".join(_versions()),
        }
        markup = {
            "light": _colours(LIGHT),
            "dark": _colours(DARK),
            "jumps": self._jumps(),
            "film_section": self._film(),
            "parts": "\n".join(self._part(number) for number in self._parts()),
            "along_section": self._along(),
            "omitted_section": self._omitted(),
            "made_rows": self._made(),
            "data": script_json(self._data()),
        }
        return filled(template("page.html"), texts, markup)

    def _parts(self) -> list[int]:
        return sorted({scene.part for scene in self._lecture.scenes})

    def _part_title(self, number: int) -> str:
        if number == 0:
            return self._words["opening"]
        return self._words["part"].format(name=self._words[f"parts.{number}"], title=self._lecture.parts[number - 1])

    def _jumps(self) -> str:
        found = [(f"part-{number}", self._words[f"parts.{number}"]) for number in self._parts() if number]
        if self._offered(""):
            found.append(("along", self._words["along"]))
        return "".join(f'<li><a href="#{target}">{escape(title)}</a></li>' for target, title in found)

    def _offered(self, slug: str) -> str:
        offers = [offer for offer in self._offers if offer.scene == slug]
        return links(offers, self._words, self._lecture.folder)

    # -- the film ----------------------------------------------------------------------------------------------------

    def _film(self) -> str:
        if not self._lecture.film.is_file():
            return ""
        title, chapters = escape(self._words["film"]), escape(self._words["chapters"])
        rows = "\n".join(self._chapter(scene) for scene in self._lecture.scenes)
        video = self._video("film", self._lecture.film, self._words["film"], self._lecture.scenes[0].slug)
        return (
            f'<section id="film" aria-labelledby="film-title">\n<h2 id="film-title">{title}</h2>\n'
            f'<div class="cinema">\n{video}\n<nav aria-labelledby="chapters-title">'
            f'<h3 id="chapters-title">{chapters}</h3>\n<ol id="chapters">\n{rows}\n</ol></nav>\n</div>\n</section>'
        )

    def _chapter(self, scene: Shown) -> str:
        kind, name = ("chapter", f"{scene.number} · {scene.title}") if scene.number else ("chapter card", scene.title)
        return (
            f'<li><button type="button" class="{kind}" data-video="video-film" data-start="{scene.start:.3f}">'
            f"<time>{clock(scene.start)}</time> <span>{escape(name)}</span></button></li>"
        )

    def _video(self, name: str, path: Path, label: str, slug: str) -> str:
        stills = [offer.path for offer in self._offers if offer.kind == "still" and offer.scene == slug]
        poster = f' poster="{address(stills[-1])}"' if stills else ""
        return (
            f'<video id="video-{name}" data-cues="{name}" src="{address(Path(path.name))}"{poster} '
            f'controls playsinline preload="none" aria-label="{escape(label)}"></video>'
        )

    # -- the scenes --------------------------------------------------------------------------------------------------

    def _part(self, number: int) -> str:
        scenes = [scene for scene in self._lecture.scenes if scene.part == number]
        # A part's card says no more than its heading and a sentence.
        cards = [scene for scene in scenes if scene.slug == f"part{number}"]
        lead = "".join(f'<p class="lead">{escape(beat.narration)}</p>' for card in cards for beat in card.beats)
        offers = "".join(self._offered(card.slug) for card in cards)
        articles = "\n".join(self._scene(scene) for scene in scenes if scene not in cards)
        return (
            f'<section class="part" aria-labelledby="part-{number}">\n<header><h2 id="part-{number}">'
            f"{escape(self._part_title(number))}</h2>{lead}{offers}</header>\n{articles}\n</section>"
        )

    def _scene(self, scene: Shown) -> str:
        number = f'<span class="number">{scene.number}</span> ' if scene.number else ""
        beats = "\n".join(self._beat(scene, beat) for beat in scene.beats)
        label = self._words["clip_of"].format(title=scene.title)
        video = self._video(scene.slug, scene.clip, label, scene.slug)
        return (
            f'<article class="scene" id="{scene.slug}" aria-labelledby="title-{scene.slug}">\n'
            f'<header><h3 id="title-{scene.slug}">{number}<span class="text">{escape(scene.title)}</span></h3>'
            f'<p class="idea text">{escape(scene.idea)}</p></header>\n'
            f'{video}\n<ol class="beats">\n{beats}\n</ol>\n{self._offered(scene.slug)}\n</article>'
        )

    def _beat(self, scene: Shown, beat: Beat) -> str:
        time = clock(beat.start)
        hint = escape(self._words["from"].format(time=time))
        return (
            f'<li><h4><button type="button" data-video="video-{scene.slug}" data-start="{beat.start:.3f}" '
            f'title="{hint}"><time>{time}</time> <span class="text">{escape(beat.caption)}</span></button></h4>'
            f'<p class="text">{escape(beat.narration)}</p></li>'
        )

    # -- the end of the page ------------------------------------------------------------------------------------------

    def _along(self) -> str:
        offers, title = self._offered(""), escape(self._words["along"])
        return f'<section id="along" aria-labelledby="along-title"><h2 id="along-title">{title}</h2>{offers}</section>'

    def _omitted(self) -> str:
        if not self._lecture.omitted:
            return ""
        words = Words.load(self._lecture.settings.language)
        rows = "".join(_row(words.get(f"{left.slug}.title"), left.reason) for left in self._lecture.omitted)
        title = escape(self._words["omitted"])
        return (
            f'<section id="omitted" aria-labelledby="omitted-title"><h2 id="omitted-title">{title}</h2>'
            f'<dl class="facts">{rows}</dl></section>'
        )

    def _made(self) -> str:
        settings, quality = self._lecture.settings, self._lecture.quality
        chosen = {
            **{name: self._words[f"values.{getattr(settings, name)}"] for name in ("language", "theme", "notation")},
            "data": Path(settings.data).name,
            **{name: getattr(settings, name) for name in ("feature", "label", "counts", "rate")},
            "quality": f"{quality.width} × {quality.height}, {quality.frame_rate}/s",
        }
        rows = (_row(self._words[f"made.{name}"], str(value)) for name, value in chosen.items() if value is not None)
        return "".join(rows)

    def _data(self) -> dict[str, Any]:
        return {
            "words": {name: self._words[name] for name in SAID},
            "scenes": [
                {
                    "slug": scene.slug,
                    "start": scene.start,
                    "cues": [[cue.start, cue.end, cue.text] for beat in scene.beats for cue in beat.cues],
                }
                for scene in self._lecture.scenes
            ],
        }


def _row(name: str, value: str) -> str:
    return f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>"


def _colours(theme: Theme) -> str:
    return " ".join(f"--{name}: {getattr(theme, name)};" for name in COLOURS)


def _versions() -> Iterator[str]:
    for package in ("logistic-lecture", *PACKAGES):
        with suppress(PackageNotFoundError):
            yield f"{package} {version(package)}"
    yield f"Python {platform.python_version()}"
