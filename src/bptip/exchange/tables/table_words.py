"""The words that tables use: roles of columns, words for statuses, for dates and for no party.

People can read and extend these lists: bptip knows no other words. Words are in lower case, in
English, then in Bahasa Indonesia, French and Spanish.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bptip.plan.model import Status


class ColumnRole(StrEnum):
    """The meaning of a column; the value is the word in a map."""

    NUMBER = "number"
    OBJECTIVE = "objective"
    ACTIVITY = "activity"
    DESCRIPTION = "description"
    LEAD = "lead"
    PARTNERS = "partners"
    START = "start"
    DUE = "due"
    PLANNED = "planned"
    """Work planned in a period: a mark gives the beginning and the due date."""
    STATUS = "status"
    PROGRESS = "progress"
    REASON = "reason"
    EXPECTED = "expected"
    NOTE = "note"
    CHALLENGES = "challenges"
    NEXT = "next"
    EVIDENCE = "evidence"
    ON = "on"
    """The day for which the row's report is true."""
    BY = "by"
    THEME = "theme"
    INDICATOR = "indicator"
    UNIT = "unit"
    BASELINE = "baseline"
    TARGET = "target"
    VALUE = "value"
    KEEP = "keep"
    """Kept as a column of the office's own."""
    SKIP = "skip"


OF_REPORTS: Final = frozenset(
    {ColumnRole.NOTE, ColumnRole.CHALLENGES, ColumnRole.NEXT, ColumnRole.EVIDENCE,
     ColumnRole.REASON, ColumnRole.EXPECTED, ColumnRole.BY, ColumnRole.ON, ColumnRole.STATUS,
     ColumnRole.PROGRESS, ColumnRole.VALUE}
)  # fmt: skip
"""The roles of columns that report, where a table reports at all."""

STATUS_WORDS: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.COMPLETED: (
        "completed", "complete", "done", "finished", "delivered", "achieved", "fully achieved",
        "implemented", "fully implemented", "accomplished", "concluded", "fully completed",
        "fully done", "completed on time", "completed on schedule", "completed ahead of schedule",
        "completed early", "completed late", "completed with delay", "delivered on time",
        "finished on time", "done on time",
        "selesai", "telah selesai", "sudah selesai", "termine", "acheve", "realise", "completado",
        "terminado", "finalizado", "cumplido", "met", "fully met", "fully delivered",
        "successfully completed", "already completed", "executed", "terlaksana",
        "sudah dilaksanakan", "telah dilaksanakan", "sudah terlaksana", "tercapai", "terminee",
        "finalised", "finalized",
        "achevee", "realisee", "completada", "concluido", "concluida", "finalizada", "cumplida",
        "terminada", "ejecutado", "concluído", "ดำเนินการแล้วเสร็จ", "ดำเนินการแล้ว", "แล้วเสร็จ",
        "เสร็จสิ้น", "เสร็จแล้ว", "hoàn thành", "đã hoàn thành",
    ),
    Status.IN_PROGRESS: (
        "in progress", "under way", "underway", "in process", "work in progress", "wip",
        "running", "being implemented", "under process", "under implementation",
        "in implementation",
        "partly completed",
        "partially completed", "partially complete", "partially implemented", "partially achieved",
        "sedang berjalan", "dalam proses", "en cours", "en proceso", "en curso", "on track",
        "on schedule", "on progress", "progressing", "partially done", "partly done",
        "partly implemented", "nearly complete", "nearly completed", "almost complete",
        "almost completed", "nearly finished", "almost finished", "nearly done",
        "under development", "under preparation", "in preparation", "in development",
        "being prepared", "being drafted", "work under way", "work underway",
        "implementation in progress", "significant progress", "substantial progress",
        "good progress", "sedang dilaksanakan", "dalam pelaksanaan", "sedang berlangsung",
        "en cours de realisation", "en cours d execution", "en cours de mise en oeuvre",
        "en ejecucion", "en desarrollo", "en progreso", "em andamento", "อยู่ระหว่างดำเนินการ",
        "กำลังดำเนินการ", "đang thực hiện",
    ),
    Status.NOT_STARTED: (
        "not started", "not yet started", "not started yet", "not begun", "not yet begun",
        "not commenced", "not yet commenced", "to start", "yet to start", "belum dimulai",
        "belum mulai", "non commence", "pas commence", "no iniciado", "sin iniciar", "to do",
        "not initiated", "not yet initiated", "yet to begin", "yet to commence", "to be started",
        "belum dilaksanakan", "belum terlaksana", "belum berjalan", "non demarre", "non demarree",
        "pas demarre", "non entame", "non commencee", "no iniciada", "sin inicio", "por iniciar",
        "ยังไม่ดำเนินการ", "ยังไม่เริ่ม", "ยังไม่ได้ดำเนินการ", "chưa bắt đầu", "chưa thực hiện",
        "não iniciado",
    ),
    Status.DELAYED: (
        "delayed", "postponed", "behind schedule", "deferred", "tertunda", "ditunda", "terlambat",
        "retarde", "reporte", "retrasado", "aplazado", "rescheduled", "slightly delayed",
        "significantly delayed", "severely delayed", "en retard", "retardee", "reportee",
        "en retraso", "atrasado", "retrasada", "pospuesto", "ล่าช้า", "late", "running late",
        "off track", "not on track",
    ),
    Status.ON_HOLD: (
        "on hold", "paused", "suspended", "suspendu", "suspendido", "put on hold", "in abeyance",
        "en suspens", "en pausa", "suspendida", "ditangguhkan",
    ),
    Status.DISCONTINUED: (
        "discontinued", "cancelled", "canceled", "dropped", "abandoned", "withdrawn", "terminated",
        "dibatalkan", "annule", "abandonne", "cancelado", "abandonado", "no longer required",
        "no longer relevant", "no longer needed", "no longer pursued", "not pursued", "dihentikan",
        "annulee", "abandonnee", "cancelada", "abandonada", "ยกเลิก",
    ),
    Status.NOT_ACHIEVED: (
        "not achieved", "not delivered", "not implemented", "not met",
        "tidak tercapai", "non realise", "no cumplido",
    ),
    Status.CONTINUOUS: ("continuous", "standing commitment"),
    Status.NOT_APPLICABLE: ("not applicable",),
    Status.NOT_REPORTED: (
        "not reported", "no report", "no information", "no info", "no data", "no response",
        "no reply", "unknown", "not known", "no information available", "no data available",
        "information not available", "tbc", "tbd", "to be confirmed", "to be determined",
    ),
}  # fmt: skip
"""The words for a status in tables; *ongoing* is left out, since it can mean two statuses.

A cell with a word for *not reported* states nothing, like a blank cell.
"""

TICKS: Final = frozenset({"✅", "✔", "✔️", "✓", "☑", "☑️", "[x]", "[X]"})
"""Signs that mean *completed*."""

LIGHTS: Final = frozenset(
    {"green", "amber", "yellow", "orange", "red", "blue", "grey", "gray", "g", "a", "y", "r", "b",
     "hijau", "kuning", "merah", "vert", "jaune", "rouge", "verde", "amarillo", "ámbar", "rojo",
     "amarelo", "vermelho", "เขียว", "เหลือง", "แดง", "xanh", "vàng", "đỏ"}
)  # fmt: skip
"""Words for a traffic light, in lower case."""

MONEY: Final = frozenset(
    {"budget", "cost", "costs", "fund", "funds", "funding", "financial", "amount", "expenditure"}
)
"""Words that make a column one about money, whatever its other words."""

RANKS: Final = frozenset(
    {"high", "medium", "low", "critical", "normal", "urgent", "highest", "lowest", "major", "minor",
     "h", "m", "l", "p0", "p1", "p2", "p3", "1", "2", "3", "tinggi", "sedang", "rendah"}
)  # fmt: skip
"""Words for an urgency or a priority."""

NOBODY: Final = frozenset(
    {"", "tbd", "tbc", "na", "nil", "none", "tobedetermined", "tobeconfirmed", "tobedecided",
     "notapplicable"}
)  # fmt: skip
"""Texts that name no party and mean nothing, by their letters."""

EVERY_PARTY: Final = frozenset(
    f"{every}{other}{party}"
    for every in ("all", "each", "every")
    for other in ("", "other", "the", "theother")
    for party in (
        "party", "parties", "member", "members", "memberstate", "memberstates", "state", "states",
        "country", "countries", "partner", "partners", "lead", "leads", "agency", "agencies",
    )
) | {
    "all", "semua", "semuapihak", "semuaanggota", "semuanegara", "setiappihak", "setiapnegara",
    "tous", "touslespays", "touslesmembres", "touteslesparties", "chaquepays",
    "todos", "todaslaspartes", "todoslospaíses", "todoslosmiembros", "cadapaís",
}  # fmt: skip
"""Texts that mean every party and name none, by their letters."""

EMPTY_MARKS: Final = frozenset(
    {"-", "–", "—", "--", "---", "n/a", "N/A", "n.a.", "NA", "N.A.", "[ ]", "[]", "☐", "⬜"}
)
"""Texts that mean an empty cell."""

MARKS: Final = frozenset(
    {"x", "xx", "xxx", "y", "yes", "✓", "✔", "√", "●", "•", "■", "█", "◼", "▪", "*", "1", "✗", "☑"}
)
"""Texts, without case, that mark a period."""

ONGOING: Final = frozenset(
    {"ongoing", "continuous", "continuing", "continually", "continuously", "permanent",
     "open ended", "open-ended", "on-going", "on going", "en cours", "berkelanjutan",
     "terus menerus", "continu", "continuo", "contínuo", "contínua", "permanente", "ต่อเนื่อง",
     "thường xuyên"}
)  # fmt: skip
"""Texts, without case, for a commitment without an end."""

RECURRING: Final = (
    r"(?:(?:bi-?)?annual(?:ly)?|yearly|half-?yearly|(?:six|6|three|3|two|2)-?monthly"
    r"|semi-?annual(?:ly)?|quarterly|monthly|weekly|daily"
    r"|biennial(?:ly)?|bi-?monthly|regular(?:ly)?|periodic(?:ally)?"
    r"|(?:at least )?(?:once |twice |\d+ times |\d+ \w+ |\w+ \d+ )?(?:every|each) (?:\S+ ){0,2}\S+"
    r"|(?:at least )?(?:once|twice|\d+ times) (?:a|per) \S+"
    r"|chaque année|setiap tahun|tahunan|anual(?:mente)?|trimestral(?:mente)?"
    r"|cada año|todos os anos|hàng năm|hằng năm|ทุกปี|ทุกเดือน|ทุกไตรมาส)"
)
"""The pattern of texts, without case, for recurring work."""

ROLES_OF_PARTIES: Final = (
    "lead", "leads", "co-lead", "co-leads", "co lead", "lead agency", "lead entity",
    "lead ministry", "chair", "co-chair", "co-chairs", "coordinator", "coordination",
    "coordinating", "support", "supporting", "supporting agency", "partner", "focal point", "main",
    "primary", "secondary", "tbc",
)  # fmt: skip
"""Words in brackets after the name of a party that are not part of the name."""

ORGANISATIONS: Final = (
    "ministry", "department", "office", "bureau", "agency", "directorate", "division", "commission",
    "committee", "council", "institute", "centre", "center", "authority", "secretariat", "service",
    "board", "fund", "unit", "federation", "association", "union", "kementerian", "badan",
)  # fmt: skip
"""First words of an organisation's name, in which "and" may be part of the name."""

PLAN_WORDS: Final = (
    "plan", "plans", "workplan", "programme", "program", "strategy", "roadmap", "agenda",
    "framework", "tracker", "rencana", "strategi", "strategie", "stratégie", "programa",
    "estrategia", "plano", "แผน", "kế hoạch",
)  # fmt: skip
"""Words in the title of a plan."""
