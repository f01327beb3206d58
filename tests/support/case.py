"""What CASE 1.1 asks of each answer, as a JSON schema that is written from its information model.

Source: 1EdTech, "Competencies and Academic Standards Exchange (CASE) Service", version 1.1,
information model and REST binding. 1EdTech's own OpenAPI file may not be copied into other
repositories, so names, multiplicities and enumerations are written anew here; nothing else is
let through (`additionalProperties` is false throughout, as it is there).
"""

from collections.abc import Mapping

from jsonschema import Draft202012Validator, FormatChecker

Schema = dict[str, object]
TEXT: Schema = {"type": "string"}
URI: Schema = {"type": "string", "pattern": "^https?://[^ ]+$"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}
ID: Schema = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
}
EXTENSION = r"^ext:[a-zA-Z0-9.\-_]+$"
ASSOCIATIONS = (
    "isChildOf", "isPeerOf", "isPartOf", "exactMatchOf", "precedes", "isRelatedTo", "replacedBy",
    "exemplar", "hasSkillLevel", "isTranslationOf",
)  # fmt: skip
MINOR = (
    "forbidden", "fullsuccess", "internal_server_error", "invalid_selection_field",
    "invalid_sort_field", "invalid_uuid", "server_busy", "unauthorised_request", "unknownobject",
)  # fmt: skip


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _many(of: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": of, "minItems": least}


def _one_of(*values: str) -> Schema:
    return {"enum": list(values)}


def _class(needed: Mapping[str, Schema], allowed: Mapping[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "required": list(needed),
        "properties": {**needed, **(allowed or {})},
        "additionalProperties": False,
    }


_THING: dict[str, Schema] = {"identifier": ID, "uri": URI, "lastChangeDateTime": MOMENT}
_DOCUMENT: dict[str, Schema] = {**_THING, "creator": TEXT, "title": TEXT}
_DOCUMENT_MAY: dict[str, Schema] = {
    "frameworkType": TEXT,
    "caseVersion": _one_of("1.1"),
    "officialSourceURL": URI,
    "publisher": TEXT,
    "description": TEXT,
    "subject": _many(TEXT),
    "subjectURI": _many(_ref("LinkURI")),
    "language": TEXT,
    "version": TEXT,
    "adoptionStatus": TEXT,
    "statusStartDate": DAY,
    "statusEndDate": DAY,
    "licenseURI": _ref("LinkURI"),
    "notes": TEXT,
}
_ITEM: dict[str, Schema] = {**_THING, "fullStatement": TEXT}
_ITEM_MAY: dict[str, Schema] = {
    "alternativeLabel": TEXT,
    "CFItemType": TEXT,
    "humanCodingScheme": TEXT,
    "listEnumeration": TEXT,
    "abbreviatedStatement": TEXT,
    "conceptKeywords": _many(TEXT),
    "conceptKeywordsURI": _ref("LinkURI"),
    "notes": TEXT,
    "subject": _many(TEXT),
    "subjectURI": _many(_ref("LinkURI")),
    "language": TEXT,
    "educationLevel": _many(TEXT),
    "CFItemTypeURI": _ref("LinkURI"),
    "licenseURI": _ref("LinkURI"),
    "statusStartDate": DAY,
    "statusEndDate": DAY,
}
_ASSOCIATION: dict[str, Schema] = {
    **_THING,
    "associationType": {
        "anyOf": [_one_of(*ASSOCIATIONS), {"type": "string", "pattern": EXTENSION}]
    },
    "originNodeURI": _ref("LinkGenURI"),
    "destinationNodeURI": _ref("LinkGenURI"),
}
_ASSOCIATION_MAY: dict[str, Schema] = {
    "sequenceNumber": {"type": "integer"},
    "CFAssociationGroupingURI": _ref("LinkURI"),
    "notes": TEXT,
}
_MINOR = _class(
    {"imsx_codeMinorFieldName": TEXT, "imsx_codeMinorFieldValue": _one_of(*MINOR)},
)
DEFINITIONS: dict[str, Schema] = {
    "LinkURI": _class({"title": TEXT, "identifier": ID, "uri": URI}),
    "LinkGenURI": _class(
        {"title": TEXT, "identifier": TEXT, "uri": URI},
        {"targetType": {"anyOf": [_one_of("CASE"), {"type": "string", "pattern": EXTENSION}]}},
    ),
    "CFDocument": _class({**_DOCUMENT, "CFPackageURI": _ref("LinkURI")}, _DOCUMENT_MAY),
    "CFPckgDocument": _class(_DOCUMENT, _DOCUMENT_MAY),
    "CFDocumentSet": _class({"CFDocuments": _many(_ref("CFDocument"), 1)}),
    "CFItem": _class({**_ITEM, "CFDocumentURI": _ref("LinkURI")}, _ITEM_MAY),
    "CFPckgItem": _class(_ITEM, _ITEM_MAY),
    "CFAssociation": _class(_ASSOCIATION, {**_ASSOCIATION_MAY, "CFDocumentURI": _ref("LinkURI")}),
    "CFPckgAssociation": _class(_ASSOCIATION, _ASSOCIATION_MAY),
    "CFAssociationSet": _class(
        {"CFItem": _ref("CFItem"), "CFAssociations": _many(_ref("CFPckgAssociation"), 1)}
    ),
    "CFItemType": _class(
        {**_THING, "title": TEXT, "description": TEXT, "hierarchyCode": TEXT}, {"typeCode": TEXT}
    ),
    "CFItemTypeSet": _class({"CFItemTypes": _many(_ref("CFItemType"), 1)}),
    "CFDefinition": _class({}, {"CFItemTypes": _many(_ref("CFItemType"))}),
    "CFPackage": _class(
        {"CFDocument": _ref("CFPckgDocument")},
        {
            "CFItems": _many(_ref("CFPckgItem")),
            "CFAssociations": _many(_ref("CFPckgAssociation")),
            "CFDefinitions": _ref("CFDefinition"),
        },
    ),
    "imsx_StatusInfo": _class(
        {
            "imsx_codeMajor": _one_of("failure", "processing", "success", "unsupported"),
            "imsx_severity": _one_of("error", "status", "warning"),
        },
        {
            "imsx_description": TEXT,
            "imsx_codeMinor": _class({"imsx_codeMinorField": _many(_MINOR, 1)}),
        },
    ),
}


def faults(name: str, body: object) -> list[str]:
    """What an answer has against the class `name` of the specification, with the place."""
    validator = Draft202012Validator(
        {**_ref(name), "$defs": DEFINITIONS}, format_checker=FormatChecker()
    )
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in validator.iter_errors(body)
    ]
