"""The words that tables use: names of columns, words for statuses, for dates and for nobody.

Each table is meant to be read: what bptip takes for what is here and nowhere else. Words are in
lower case, in English, then in Bahasa Indonesia, French and Spanish. Where two columns have names
of one role, the name that comes first in the list has it.
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
    {
        ColumnRole.NOTE,
        ColumnRole.CHALLENGES,
        ColumnRole.NEXT,
        ColumnRole.EVIDENCE,
        ColumnRole.REASON,
        ColumnRole.EXPECTED,
        ColumnRole.BY,
        ColumnRole.ON,
        ColumnRole.STATUS,
        ColumnRole.PROGRESS,
        ColumnRole.VALUE,
    }
)
"""The roles of columns that report, where a table reports at all."""

COLUMN_NAMES: Final[Mapping[ColumnRole, tuple[str, ...]]] = {
    ColumnRole.NUMBER: (
        "no", "number", "nr", "num", "ref", "reference", "ref no", "id", "code", "s no", "s n",
        "sn", "sl no", "sl", "serial no", "serial number", "sr no", "item no", "activity no",
        "activity number", "activity id", "activity code", "action no", "action number",
        "action id", "task no", "task id", "wbs", "item", "nomor", "nomor kegiatan", "kode",
        "numero",
    ),
    ColumnRole.ACTIVITY: (
        "activity", "activities", "action", "actions", "key activity", "key activities",
        "main activity", "main activities", "planned activity", "planned activities",
        "activity title", "activity name", "action item", "action items", "actions required",
        "proposed action", "proposed actions", "key action", "key actions", "task", "tasks",
        "task name", "work item", "sub activity", "sub activities", "measure", "measures",
        "initiative", "initiatives", "intervention", "interventions", "milestone", "milestones",
        "deliverable", "deliverables", "commitment", "commitments", "promise", "promises",
        "pledge", "recommendation", "recommendations", "project activity", "step", "steps",
        "what", "what to do", "to do", "title", "kegiatan", "aktivitas", "tindakan",
        "rencana aksi", "aksi",
        "activite", "activites", "action prevue", "actividad", "actividades", "accion",
        "acciones", "tarea", "jalon", "tache",
    ),
    ColumnRole.OBJECTIVE: (
        "objective", "objectives", "strategic objective", "specific objective", "goal", "goals",
        "strategic goal", "pillar", "pillars", "axis", "strategic axis", "priority",
        "priority area", "strategic priority", "focus area", "thematic area", "key area",
        "key result area", "area", "aim", "outcome", "outcomes", "expected outcome", "component",
        "workstream", "work stream", "network", "ministry", "section", "output", "outputs",
        "commitment", "project", "programme", "program", "group", "tujuan", "sasaran", "pilar",
        "prioritas", "program kerja", "objectif", "objectifs", "pilier", "axe", "objetivo",
        "objetivos", "pilar estrategico", "eje",
    ),
    ColumnRole.DESCRIPTION: (
        "description", "activity description", "detail", "details", "explanation", "scope",
        "deskripsi", "uraian", "keterangan kegiatan", "descripcion",
    ),
    ColumnRole.LEAD: (
        "lead", "leads", "lead agency", "lead party", "lead country", "lead countries",
        "lead organisation", "lead organization", "lead department", "lead ministry", "lead entity",
        "lead responsible", "co leads", "led by", "responsible", "responsible party",
        "responsible parties", "responsible agency", "responsible agencies", "responsible entity",
        "responsible person", "responsible persons", "person responsible", "persons responsible",
        "responsible unit", "responsible department", "responsible organisation",
        "responsible organization", "responsible institution", "responsible ministry",
        "responsible lead", "responsibility", "responsibilities", "resp", "owner", "owners",
        "action owner", "task owner", "assigned to", "assignee", "action by", "focal point",
        "focal points", "implementing agency", "implementing partner", "implementing agencies",
        "implementer", "lead implementer", "accountable", "who", "in charge", "officer",
        "department", "agency", "office", "unit responsible", "division",
        "penanggung jawab", "pelaksana", "instansi", "koordinator", "responsable",
        "responsables", "entidad responsable", "chef de file", "organisme responsable",
    ),
    ColumnRole.PARTNERS: (
        "partners", "partner", "partner agencies", "partner organisations",
        "partner organizations", "supporting agency", "supporting agencies", "supporting partners",
        "support", "supported by", "stakeholders", "key stakeholders", "collaborators",
        "in collaboration with", "participants", "other actors", "mitra", "partenaires", "socios",
    ),
    ColumnRole.START: (
        "start", "start date", "begin", "begins", "begin date", "beginning", "from",
        "planned start", "planned start date", "commencement", "commencement date",
        "date started", "mulai", "tanggal mulai", "debut", "date de debut", "inicio",
        "fecha de inicio",
    ),
    ColumnRole.DUE: (
        "due", "due date", "deadline", "deadlines", "finish", "finish date", "end", "end date",
        "target date", "target completion date", "target completion", "planned end",
        "planned end date", "planned finish", "planned completion", "planned completion date",
        "completion date", "date of completion", "completion", "complete by", "to be completed by",
        "by when", "when", "until", "to", "timeline", "timelines", "time line", "timeframe",
        "time frame", "timing", "schedule", "period", "implementation period", "duration", "date",
        "dates", "target year", "year", "tenggat", "batas waktu", "jadwal", "waktu",
        "waktu pelaksanaan", "tanggal selesai", "echeance", "date limite", "delai", "calendrier",
        "plazo", "fecha limite", "cronograma",
    ),
    ColumnRole.PLANNED: ("planned", "plan", "planned work", "rencana", "prevu"),
    ColumnRole.STATUS: (
        "status", "current status", "activity status", "implementation status", "status update",
        "progress status", "state", "state of play", "status of implementation", "rating",
        "rag", "rag status", "rag rating", "traffic light", "actual status", "statut", "etat",
        "estado", "situacion", "status pelaksanaan",
    ),
    ColumnRole.PROGRESS: (
        "progress", "percent", "percentage", "percent complete", "percent completed",
        "percentage complete", "percentage completed", "percent done", "completion percent",
        "completion rate", "complete percent", "implementation rate", "capaian", "kemajuan",
        "avancement", "avance",
    ),
    ColumnRole.REASON: (
        "reason", "reason for delay", "reasons for delay", "cause of delay", "alasan",
    ),
    ColumnRole.EXPECTED: (
        "expected", "expected completion", "expected completion date", "expected date",
        "expected finish", "revised date", "revised due date", "revised deadline",
        "revised target date", "revised completion date", "new due date", "new deadline",
        "forecast", "forecast date", "forecast completion",
    ),
    ColumnRole.NOTE: (
        "note", "notes", "update", "updates", "latest update", "progress update", "progress note",
        "progress notes", "progress report", "progress made", "progress to date",
        "narrative", "achievement", "achievements", "results achieved", "actual results",
        "implementation update", "what was done", "what happened", "remark", "remarks", "comment",
        "comments", "observations", "keterangan", "catatan", "remarques", "commentaires",
        "observaciones", "comentarios",
    ),
    ColumnRole.CHALLENGES: (
        "challenge", "challenges", "difficulties", "issues", "issue", "problems", "obstacles",
        "barriers", "constraints", "bottlenecks", "challenges and constraints",
        "issues and challenges", "challenges encountered", "support needed", "kendala",
        "tantangan", "hambatan", "defis", "desafios", "retos",
    ),
    ColumnRole.NEXT: (
        "next", "next step", "next steps", "way forward", "follow up", "follow up action",
        "follow up actions", "planned next steps", "tindak lanjut", "prochaines etapes",
        "proximos pasos",
    ),
    ColumnRole.EVIDENCE: (
        "evidence", "evidence url", "evidence urls", "evidence link", "evidence links",
        "means of verification", "mov", "source of verification",
        "sources of verification", "verification", "source", "sources", "link", "links", "url",
        "urls", "web link", "website", "document", "documents", "supporting documents", "bukti",
        "tautan", "preuve", "lien", "evidencia", "enlace",
    ),
    ColumnRole.ON: (
        "date of update", "update date", "last updated", "last update", "updated", "updated on",
        "date updated", "status date", "date of status", "status as at", "status as of", "as of",
        "as at", "report date", "reporting date", "date of report", "date reported", "date",
        "tanggal laporan", "tanggal pembaruan",
    ),
    ColumnRole.BY: (
        "reported by", "reporting party", "reporting agency", "reporting country", "updated by",
        "submitted by", "by", "dilaporkan oleh",
    ),
    ColumnRole.THEME: (
        "theme", "themes", "strand", "cross cutting theme", "category", "categories", "topic",
        "tema", "kategori", "theme transversal",
    ),
    ColumnRole.INDICATOR: (
        "indicator", "indicators", "performance indicator", "performance indicators",
        "output indicator", "output indicators", "outcome indicator", "key performance indicator",
        "key performance indicators", "kpi", "kpis", "indicator title", "success indicator",
        "indikator", "indicateur", "indicateurs", "indicador", "indicadores",
    ),
    ColumnRole.UNIT: (
        "unit", "unit of measure", "unit of measurement", "measured in", "satuan", "unite",
    ),
    ColumnRole.BASELINE: (
        "baseline", "baseline value", "base line", "base", "reference value", "data dasar",
        "linea de base", "valeur de reference",
    ),
    ColumnRole.TARGET: (
        "target", "targets", "target value", "end target", "final target", "planned value",
        "cible", "meta", "target capaian",
    ),
    ColumnRole.VALUE: (
        "actual", "actual value", "current value", "value", "achieved", "result", "results",
        "latest value", "reached", "realisasi", "valeur actuelle", "valor actual",
    ),
}  # fmt: skip
"""The names of columns, by the role that they have."""

STATUS_WORDS: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.COMPLETED: (
        "completed", "complete", "done", "finished", "delivered", "achieved", "fully achieved",
        "implemented", "fully implemented", "accomplished", "concluded", "fully completed",
        "selesai", "telah selesai", "sudah selesai", "termine", "acheve", "realise", "completado",
        "terminado", "finalizado", "cumplido",
    ),
    Status.IN_PROGRESS: (
        "in progress", "under way", "underway", "in process", "work in progress", "wip",
        "being implemented", "under implementation", "in implementation", "partly completed",
        "partially completed", "partially complete", "partially implemented", "partially achieved",
        "sedang berjalan", "dalam proses", "en cours", "en proceso", "en curso",
    ),
    Status.NOT_STARTED: (
        "not started", "not yet started", "not started yet", "not begun", "not yet begun",
        "not commenced", "not yet commenced", "to start", "yet to start", "belum dimulai",
        "belum mulai", "non commence", "pas commence", "no iniciado", "sin iniciar",
    ),
    Status.DELAYED: (
        "delayed", "postponed", "behind schedule", "deferred", "tertunda", "ditunda", "terlambat",
        "retarde", "reporte", "retrasado", "aplazado",
    ),
    Status.ON_HOLD: ("on hold", "paused", "suspended", "suspendu", "suspendido"),
    Status.DISCONTINUED: (
        "discontinued", "cancelled", "canceled", "dropped", "abandoned", "withdrawn", "terminated",
        "dibatalkan", "annule", "abandonne", "cancelado", "abandonado",
    ),
    Status.NOT_ACHIEVED: (
        "not achieved", "not delivered", "not completed", "not implemented", "not met",
        "tidak tercapai", "non realise", "no cumplido",
    ),
    Status.CONTINUOUS: ("continuous", "standing commitment"),
    Status.NOT_APPLICABLE: ("not applicable",),
}  # fmt: skip
"""The words for a status in tables; *ongoing* is none, since it means two of them."""

NOBODY: Final = frozenset(
    {
        "",
        "tbd",
        "tbc",
        "na",
        "nil",
        "none",
        "tobedetermined",
        "tobeconfirmed",
        "tobedecided",
        "notapplicable",
    }
)
"""The letters of texts that name no party and say nothing."""

EMPTY_MARKS: Final = frozenset({"-", "–", "—", "--", "---", "n/a", "N/A", "n.a.", "NA", "N.A."})
"""Texts of a cell that is left empty."""

MARKS: Final = frozenset(
    {"x", "xx", "xxx", "y", "yes", "✓", "✔", "√", "●", "•", "■", "█", "◼", "▪", "*", "1", "✗", "☑"}
)
"""Texts, without case, that mark a period."""

ONGOING: Final = frozenset(
    {
        "ongoing",
        "continuous",
        "continuing",
        "continually",
        "continuously",
        "permanent",
        "open ended",
        "open-ended",
        "on-going",
        "on going",
        "en cours",
        "berkelanjutan",
        "terus menerus",
        "continu",
        "continuo",
    }
)
"""Texts, without case, for a commitment that has no end of its own."""

RECURRING: Final = (
    r"(?:(?:bi-?)?annual(?:ly)?|yearly|half-?yearly|semi-?annual(?:ly)?|quarterly|monthly|weekly"
    r"|daily|biennial(?:ly)?|bi-?monthly|regular(?:ly)?|periodic(?:ally)?"
    r"|(?:at least )?(?:once |twice |\d+ times |\d+ \w+ |\w+ \d+ )?(?:every|each) (?:\S+ ){0,2}\S+"
    r"|(?:at least )?(?:once|twice|\d+ times) (?:a|per) \S+"
    r"|chaque année|setiap tahun|tahunan|anual(?:mente)?|trimestral(?:mente)?)"
)
"""The pattern of texts, without case, for what comes again and again."""

ROLES_OF_PARTIES: Final = (
    "lead", "leads", "co-lead", "co-leads", "co lead", "lead agency", "chair", "co-chair",
    "co-chairs", "coordinator", "coordination", "coordinating", "support", "supporting",
    "supporting agency", "partner", "focal point", "main", "primary", "secondary", "tbc",
)  # fmt: skip
"""Words in brackets after the name of a party that are not part of the name."""

ORGANISATIONS: Final = (
    "ministry", "department", "office", "bureau", "agency", "directorate", "division", "commission",
    "committee", "council", "institute", "centre", "center", "authority", "secretariat", "service",
    "board", "fund", "unit", "federation", "association", "union", "kementerian", "badan",
)  # fmt: skip
"""Words that begin the name of an organisation, which may have "and" in it."""
