// Written by `npm run docs` from the types of ./answers.ts. Edit those, not this file.
import type { AllAnswers } from "./answers.js";

/** The schema of each kind of answer, by its name in {@link ANSWER_SCHEMAS}. */
export const ANSWER_NAMES: Readonly<Record<keyof AllAnswers, string>> = {
  "agentOverview": "AgentOverview",
  "agentMovement": "AgentMovement",
  "modelEffect": "ModelEffect",
  "agentIcp": "AgentIcp",
  "agentQualified": "AgentQualified",
  "agentInspection": "AgentInspection",
  "runState": "RunState",
  "problem": "Problem",
  "document": "OpenApiDocument",
  "run": "RunResult",
  "inspect": "Inspection",
  "init": "InitResult",
  "overview": "Overview",
  "report": "ReportResult",
  "explain": "Explanation",
  "customers": "CustomersPage",
  "export": "ExportResult",
  "icp": "IcpResult",
  "icp show": "IcpResult",
  "qualify": "QualifyResult",
  "segments": "SegmentsResult",
  "segments check": "SegmentsCheckResult",
  "movement": "Movement",
  "models": "KnownModels",
  "relabel": "RelabelResult",
  "runs": "ListedRuns",
  "sql": "SqlResult",
  "demo": "DemoResult",
  "serve": "ServeResult",
  "mcp": "McpResult"
};

/** JSON Schemas (2020-12) of the types of the answers. */
export const ANSWER_SCHEMAS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "AgentOverview": {
    "type": "object",
    "properties": {
      "run": {
        "type": "number"
      },
      "snapshot": {
        "type": "string",
        "description": "To which recency is counted."
      },
      "finished_at": {
        "type": "string"
      },
      "model": {
        "type": "string"
      },
      "scoring": {
        "type": "string"
      },
      "customers": {
        "type": "number"
      },
      "revenue": {
        "type": "number",
        "description": "Sum of monetary."
      },
      "currency": {
        "type": [
          "string",
          "null"
        ],
        "description": "ISO 4217; null where none is configured."
      },
      "segments": {
        "type": "array",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "description": {
              "type": "string"
            },
            "segment": {
              "type": "string"
            },
            "customers": {
              "type": "number"
            },
            "revenue": {
              "type": "number",
              "description": "Sum of monetary; the nearest number to the exact decimal."
            },
            "share_customers": {
              "type": "number",
              "description": "Share of all customers, 0 to 1."
            },
            "share_revenue": {
              "type": "number",
              "description": "Share of all revenue; 0 where revenue adds up to zero or less, since a share then means nothing."
            },
            "avg_recency": {
              "type": [
                "number",
                "null"
              ],
              "description": "Mean days since the last purchase; null without customers."
            },
            "avg_frequency": {
              "type": [
                "number",
                "null"
              ],
              "description": "Mean purchases per customer; null without customers."
            },
            "avg_monetary": {
              "type": [
                "number",
                "null"
              ],
              "description": "Mean amount per customer; null without customers."
            },
            "action": {
              "type": "string"
            }
          },
          "required": [
            "action",
            "avg_frequency",
            "avg_monetary",
            "avg_recency",
            "customers",
            "description",
            "revenue",
            "segment",
            "share_customers",
            "share_revenue"
          ]
        }
      },
      "notable": {
        "type": "array",
        "description": "What was left out, subtracted, joined or assumed, where it is more than 1 % of rows or money.",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "run",
      "snapshot",
      "finished_at",
      "model",
      "scoring",
      "customers",
      "revenue",
      "currency",
      "segments",
      "notable"
    ],
    "additionalProperties": false,
    "description": "The published base in a page, for an agent: no cells and no distributions."
  },
  "AgentMovement": {
    "type": "object",
    "properties": {
      "source": {
        "type": "string",
        "description": "The sales that were read."
      },
      "from": {
        "type": "string"
      },
      "to": {
        "type": "string"
      },
      "model": {
        "type": "string"
      },
      "customers_before": {
        "type": "number"
      },
      "customers_after": {
        "type": "number"
      },
      "in_words": {
        "type": "array",
        "description": "The largest flows as sentences.",
        "items": {
          "type": "string"
        }
      },
      "flows": {
        "type": "array",
        "description": "The largest first, at most 30.",
        "items": {
          "$ref": "#/components/schemas/Flow"
        }
      },
      "segments": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/SegmentMovement"
        }
      },
      "series": {
        "type": "object",
        "properties": {
          "moments": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "segments": {
            "type": "array",
            "items": {
              "type": "object",
              "properties": {
                "segment": {
                  "type": "string"
                },
                "customers": {
                  "type": "array",
                  "items": {
                    "type": "number"
                  }
                }
              },
              "required": [
                "segment",
                "customers"
              ],
              "additionalProperties": false
            }
          }
        },
        "required": [
          "moments",
          "segments"
        ],
        "additionalProperties": false,
        "description": "Only of a series: customers at each moment, the earliest first."
      },
      "listed": {
        "description": "Only where a flow is asked for: those of its customers who have brought most, at most 50.",
        "$ref": "#/components/schemas/ListedFlow"
      }
    },
    "required": [
      "source",
      "from",
      "to",
      "model",
      "customers_before",
      "customers_after",
      "in_words",
      "flows",
      "segments"
    ],
    "additionalProperties": false,
    "description": "Who moved, in a page: the largest flows, and segments over time where a series is asked for."
  },
  "Flow": {
    "type": "object",
    "properties": {
      "behaviour": {
        "type": "number"
      },
      "silence": {
        "type": "number"
      },
      "yardstick": {
        "type": "number"
      },
      "from_segment": {
        "type": [
          "string",
          "null"
        ],
        "description": "Null for those who had not bought before: they are new."
      },
      "to_segment": {
        "type": [
          "string",
          "null"
        ],
        "description": "Null for those who have no purchase any more."
      },
      "customers": {
        "type": "number"
      },
      "revenue": {
        "type": "number",
        "description": "Sum of their amounts between the moments; the nearest number to the exact decimal."
      }
    },
    "required": [
      "behaviour",
      "customers",
      "from_segment",
      "revenue",
      "silence",
      "to_segment",
      "yardstick"
    ],
    "additionalProperties": false,
    "description": "Customers who went from one segment to another, and why: each for one reason."
  },
  "SegmentMovement": {
    "type": "object",
    "properties": {
      "stayed": {
        "type": "number",
        "description": "Customers in it at both moments."
      },
      "entered": {
        "type": "number",
        "description": "Customers who came in, the new ones among them."
      },
      "left": {
        "type": "number",
        "description": "Customers who went out, the lost ones among them."
      },
      "new": {
        "type": "number",
        "description": "Those who came in and had never bought before."
      },
      "lost": {
        "type": "number",
        "description": "Those who went out and have no purchase any more."
      },
      "segment": {
        "type": "string"
      },
      "before": {
        "type": "number",
        "description": "Customers at the first moment."
      },
      "after": {
        "type": "number",
        "description": "Customers at the second moment."
      },
      "revenue": {
        "type": "object",
        "properties": {
          "stayed": {
            "type": "number"
          },
          "entered": {
            "type": "number"
          },
          "left": {
            "type": "number"
          },
          "new": {
            "type": "number"
          },
          "lost": {
            "type": "number"
          }
        },
        "required": [
          "stayed",
          "entered",
          "left",
          "new",
          "lost"
        ],
        "additionalProperties": false,
        "description": "What each part bought between the moments; the nearest numbers to exact decimals."
      }
    },
    "required": [
      "after",
      "before",
      "entered",
      "left",
      "lost",
      "new",
      "revenue",
      "segment",
      "stayed"
    ],
    "additionalProperties": false,
    "description": "What became of one segment between two moments: `before` is `stayed` and `left`; `after` is `stayed` and `entered`."
  },
  "ListedFlow": {
    "type": "object",
    "properties": {
      "file": {
        "type": [
          "string",
          "null"
        ],
        "description": "Where all of them were written; null where no file was named."
      },
      "from_segment": {
        "type": [
          "string",
          "null"
        ],
        "description": "Null for new customers."
      },
      "to_segment": {
        "type": "string"
      },
      "customers": {
        "type": "number"
      },
      "rows": {
        "type": "array",
        "description": "Only where no file was named: those who have brought most, at most 50.",
        "items": {
          "$ref": "#/components/schemas/MovedCustomer"
        }
      }
    },
    "required": [
      "file",
      "from_segment",
      "to_segment",
      "customers"
    ],
    "additionalProperties": false,
    "description": "The customers of one flow."
  },
  "MovedCustomer": {
    "type": "object",
    "properties": {
      "customer_id": {
        "type": "string"
      },
      "R_before": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Score"
          },
          {
            "type": "null"
          }
        ]
      },
      "F_before": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Score"
          },
          {
            "type": "null"
          }
        ]
      },
      "M_before": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Score"
          },
          {
            "type": "null"
          }
        ]
      },
      "segment_before": {
        "type": [
          "string",
          "null"
        ]
      },
      "R_after": {
        "$ref": "#/components/schemas/Score"
      },
      "F_after": {
        "$ref": "#/components/schemas/Score"
      },
      "M_after": {
        "$ref": "#/components/schemas/Score"
      },
      "segment_after": {
        "type": "string"
      },
      "segment_frozen": {
        "type": [
          "string",
          "null"
        ],
        "description": "Where the customer would be by the cutpoints of the first moment."
      },
      "bought": {
        "type": "boolean",
        "description": "True where there was a purchase or a refund between the moments."
      },
      "reason": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Reason"
          },
          {
            "type": "null"
          }
        ],
        "description": "Null for new customers."
      },
      "revenue": {
        "type": "number",
        "description": "Sum of the amounts between the moments."
      },
      "monetary": {
        "type": "number",
        "description": "The monetary value at the second moment."
      }
    },
    "required": [
      "customer_id",
      "R_before",
      "F_before",
      "M_before",
      "segment_before",
      "R_after",
      "F_after",
      "M_after",
      "segment_after",
      "segment_frozen",
      "bought",
      "reason",
      "revenue",
      "monetary"
    ],
    "additionalProperties": false,
    "description": "A customer of a flow. Scores and segment before are null for new customers."
  },
  "Score": {
    "type": "number",
    "enum": [
      1,
      2,
      3,
      4,
      5
    ],
    "description": "A score on one dimension; 5 is always best: most recent, most frequent, highest spend."
  },
  "Reason": {
    "type": "string",
    "enum": [
      "behaviour",
      "silence",
      "yardstick"
    ],
    "description": "Why a customer is in another segment than before: the purchases and refunds since (`behaviour`), the time that passed without any (`silence`), or the cutpoints, which moved with all other customers (`yardstick`)."
  },
  "ModelEffect": {
    "type": "object",
    "properties": {
      "model": {
        "type": "string"
      },
      "segments": {
        "type": "array",
        "items": {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "published": {
              "type": [
                "number",
                "null"
              ],
              "description": "Customers of the segment of the same name as it is published; null where there is none."
            },
            "segment": {
              "type": "string"
            },
            "customers": {
              "type": "number"
            },
            "revenue": {
              "type": "number",
              "description": "Sum of monetary; the nearest number to the exact decimal."
            },
            "share_customers": {
              "type": "number",
              "description": "Share of all customers, 0 to 1."
            },
            "share_revenue": {
              "type": "number",
              "description": "Share of all revenue; 0 where revenue adds up to zero or less, since a share then means nothing."
            },
            "avg_recency": {
              "type": [
                "number",
                "null"
              ],
              "description": "Mean days since the last purchase; null without customers."
            },
            "avg_frequency": {
              "type": [
                "number",
                "null"
              ],
              "description": "Mean purchases per customer; null without customers."
            },
            "avg_monetary": {
              "type": [
                "number",
                "null"
              ],
              "description": "Mean amount per customer; null without customers."
            },
            "action": {
              "type": "string"
            }
          },
          "required": [
            "action",
            "avg_frequency",
            "avg_monetary",
            "avg_recency",
            "customers",
            "published",
            "revenue",
            "segment",
            "share_customers",
            "share_revenue"
          ]
        }
      },
      "moves": {
        "type": "array",
        "description": "Customers who would be in a segment of another name, the largest group first.",
        "items": {
          "$ref": "#/components/schemas/ModelMove"
        }
      },
      "findings": {
        "type": "array",
        "description": "Rules that win nothing and segments without customers, in sentences.",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "model",
      "segments",
      "moves",
      "findings"
    ],
    "additionalProperties": false,
    "description": "What a model would make of the published scores. Nothing is published."
  },
  "ModelMove": {
    "type": "object",
    "properties": {
      "from_segment": {
        "type": "string"
      },
      "to_segment": {
        "type": "string"
      },
      "customers": {
        "type": "number"
      },
      "revenue": {
        "type": "number",
        "description": "Sum of their monetary; the nearest number to the exact decimal."
      }
    },
    "required": [
      "from_segment",
      "to_segment",
      "customers",
      "revenue"
    ],
    "additionalProperties": false,
    "description": "Customers whom another model puts in a segment of another name."
  },
  "AgentIcp": {
    "type": "object",
    "properties": {
      "run": {
        "type": "number"
      },
      "attributes": {
        "type": "string"
      },
      "customers": {
        "type": "number"
      },
      "top_performers": {
        "type": "number"
      },
      "top": {
        "type": "object",
        "properties": {
          "segments": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "min_total": {
            "type": [
              "number",
              "null"
            ]
          }
        },
        "required": [
          "segments",
          "min_total"
        ],
        "additionalProperties": false
      },
      "tiers": {
        "$ref": "#/components/schemas/Tiers"
      },
      "values": {
        "type": "array",
        "description": "Values with a lift of 1.5 or more or below 0.5, the surest first, at most 40.",
        "items": {
          "type": "object",
          "properties": {
            "attribute": {
              "type": "string"
            },
            "value": {
              "type": "string"
            },
            "support": {
              "type": "number",
              "description": "Customers who have it."
            },
            "lift": {
              "type": "number"
            },
            "lift_low": {
              "type": [
                "number",
                "null"
              ],
              "description": "The 95 % interval."
            },
            "lift_high": {
              "type": [
                "number",
                "null"
              ]
            },
            "q": {
              "type": "number",
              "description": "False discovery rate."
            }
          },
          "required": [
            "attribute",
            "value",
            "support",
            "lift",
            "lift_low",
            "lift_high",
            "q"
          ],
          "additionalProperties": false
        }
      },
      "unsupported": {
        "type": "array",
        "description": "At most 20.",
        "items": {
          "$ref": "#/components/schemas/UnsupportedValue"
        }
      },
      "circular": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/CircularValue"
        }
      },
      "warnings": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "holdout": {
        "type": "array",
        "description": "How the patterns fared later; only where that was asked for.",
        "items": {
          "$ref": "#/components/schemas/HeldOutValue"
        }
      }
    },
    "required": [
      "run",
      "attributes",
      "customers",
      "top_performers",
      "top",
      "tiers",
      "values",
      "unsupported",
      "circular",
      "warnings"
    ],
    "additionalProperties": false,
    "description": "What sets top performers apart, in a page."
  },
  "Tiers": {
    "type": "object",
    "properties": {
      "tier_1": {
        "$ref": "#/components/schemas/Tier"
      },
      "tier_2": {
        "$ref": "#/components/schemas/Tier"
      },
      "tier_3": {
        "$ref": "#/components/schemas/Tier"
      },
      "tier_4": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "anti_patterns": {
            "$ref": "#/components/schemas/CriterionValues"
          },
          "priority": {
            "$ref": "#/components/schemas/Priority"
          },
          "matches": {
            "type": "number",
            "description": "The least number of criteria that a prospect of this tier matches."
          },
          "criteria": {
            "description": "The values that match, by criterion: the first three primary ones.",
            "$ref": "#/components/schemas/CriterionValues"
          }
        },
        "required": [
          "anti_patterns",
          "criteria",
          "matches",
          "priority"
        ],
        "description": "Prospects that match nothing, and the values that speak against a prospect."
      }
    },
    "required": [
      "tier_1",
      "tier_2",
      "tier_3",
      "tier_4"
    ],
    "additionalProperties": false,
    "description": "Tiers of prospects, best first."
  },
  "Tier": {
    "type": "object",
    "properties": {
      "priority": {
        "$ref": "#/components/schemas/Priority"
      },
      "matches": {
        "type": "number",
        "description": "The least number of criteria that a prospect of this tier matches."
      },
      "criteria": {
        "description": "The values that match, by criterion: the first three primary ones.",
        "$ref": "#/components/schemas/CriterionValues"
      }
    },
    "required": [
      "priority",
      "matches",
      "criteria"
    ],
    "additionalProperties": false,
    "description": "A group of prospects by how much they look like the top performers."
  },
  "Priority": {
    "type": "string",
    "enum": [
      "HIGHEST",
      "HIGH",
      "SELECTIVE",
      "AVOID"
    ],
    "description": "How soon a tier deserves attention."
  },
  "CriterionValues": {
    "type": "object",
    "additionalProperties": {
      "type": "array",
      "items": {
        "type": "string"
      }
    },
    "description": "Values by criterion."
  },
  "UnsupportedValue": {
    "type": "object",
    "properties": {
      "dimension": {
        "type": "string",
        "description": "The name of the attribute."
      },
      "value": {
        "type": "string"
      },
      "kind": {
        "$ref": "#/components/schemas/CriterionKind"
      },
      "lacks": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Lack"
        }
      }
    },
    "required": [
      "dimension",
      "value",
      "kind",
      "lacks"
    ],
    "additionalProperties": false,
    "description": "A value that the bare rule makes a criterion or an anti-pattern, and the figures do not."
  },
  "CriterionKind": {
    "type": "string",
    "enum": [
      "primary",
      "negative"
    ],
    "description": "What makes a value count: a high lift makes it a criterion, a low one an anti-pattern."
  },
  "Lack": {
    "type": "string",
    "enum": [
      "not significant",
      "few customers",
      "circular"
    ],
    "description": "What the figures lack for a claim."
  },
  "CircularValue": {
    "type": "object",
    "properties": {
      "dimension": {
        "type": "string",
        "description": "The name of the attribute."
      },
      "value": {
        "type": [
          "string",
          "null"
        ],
        "description": "Null where a person said so of all values of the attribute."
      },
      "restates": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Restated"
          },
          {
            "type": "null"
          }
        ],
        "description": "What it restates most; null where a person said so."
      },
      "association": {
        "type": [
          "number",
          "null"
        ],
        "description": "Bias-corrected Cramér's V, 0 to 1, two decimals; null where a person said so."
      }
    },
    "required": [
      "dimension",
      "value",
      "restates",
      "association"
    ],
    "additionalProperties": false,
    "description": "A value that follows from what customers bought, so that its lift says nothing new."
  },
  "Restated": {
    "type": "string",
    "enum": [
      "recency",
      "frequency",
      "monetary",
      "average ticket"
    ],
    "description": "One of  {@link  RESTATED } ."
  },
  "HeldOutValue": {
    "type": "object",
    "properties": {
      "dimension": {
        "type": "string",
        "description": "The name of the attribute."
      },
      "value": {
        "type": "string"
      },
      "found": {
        "$ref": "#/components/schemas/Found"
      },
      "lift": {
        "type": "number",
        "description": "The lift as of the day of the holdout."
      },
      "later": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/PatternValue"
          },
          {
            "type": "null"
          }
        ],
        "description": "The same value of the same customers, by the sales after the day; null where none of them bought any more."
      },
      "holds": {
        "type": "boolean",
        "description": "True where `status` is `holds`."
      },
      "status": {
        "description": "`holds`: the later interval excludes 1 on the side of the lift, and rests on five customers or more; `reversed`: it does so on the other side; `not confirmed`: neither.",
        "$ref": "#/components/schemas/HoldoutStatus"
      }
    },
    "required": [
      "dimension",
      "value",
      "found",
      "lift",
      "later",
      "holds",
      "status"
    ],
    "additionalProperties": false,
    "description": "A pattern as it was found, and what became of it."
  },
  "Found": {
    "type": "string",
    "enum": [
      "primary",
      "secondary",
      "slight",
      "negative",
      "absent"
    ],
    "description": "One of  {@link  FOUND } ."
  },
  "PatternValue": {
    "type": "object",
    "properties": {
      "value": {
        "type": "string"
      },
      "count": {
        "type": "number",
        "description": "Top performers that have it."
      },
      "support": {
        "type": "number",
        "description": "Customers that have it, top performers among them."
      },
      "pct_top": {
        "type": "number",
        "description": "Percentage of top performers that have it, one decimal."
      },
      "pct_all": {
        "type": "number",
        "description": "Percentage of all customers that have it, one decimal."
      },
      "lift": {
        "type": "number",
        "description": "`pct_top / pct_all` before rounding, two decimals; 0 where no top performer has it."
      },
      "lift_low": {
        "type": [
          "number",
          "null"
        ],
        "description": "The 95 % interval of the lift, two decimals; null without top performers."
      },
      "lift_high": {
        "type": [
          "number",
          "null"
        ]
      },
      "p": {
        "type": "number",
        "description": "Fisher's exact p, two-sided. 0 where it is too small for a number; then `log10_p` says how small."
      },
      "log10_p": {
        "type": "number"
      },
      "q": {
        "type": "number",
        "description": "The false discovery rate at which this value would be reported (Benjamini and Hochberg), over all values of all attributes."
      },
      "small_support": {
        "type": "boolean",
        "description": "The lift rests on fewer than five customers: those counted, and those expected were the value of no importance."
      }
    },
    "required": [
      "count",
      "lift",
      "lift_high",
      "lift_low",
      "log10_p",
      "p",
      "pct_all",
      "pct_top",
      "q",
      "small_support",
      "support",
      "value"
    ],
    "additionalProperties": false,
    "description": "One value of an attribute, compared between top performers and all customers."
  },
  "HoldoutStatus": {
    "type": "string",
    "enum": [
      "holds",
      "not confirmed",
      "reversed"
    ],
    "description": "One of  {@link  HOLDOUT_STATUSES } ."
  },
  "AgentQualified": {
    "type": "object",
    "properties": {
      "run": {
        "type": "number",
        "description": "The run whose top performers the tiers were drawn from."
      },
      "prospects": {
        "type": "number"
      },
      "tiers": {
        "type": "object",
        "properties": {
          "tier_1": {
            "type": "number"
          },
          "tier_2": {
            "type": "number"
          },
          "tier_3": {
            "type": "number"
          },
          "tier_4": {
            "type": "number"
          },
          "unknown": {
            "type": "number"
          }
        },
        "required": [
          "tier_1",
          "tier_2",
          "tier_3",
          "tier_4",
          "unknown"
        ],
        "additionalProperties": {
          "type": "number"
        },
        "description": "Prospects per tier; `unknown` are those of whom nothing is known that tiers rest on."
      },
      "missing": {
        "type": "array",
        "description": "Criteria that the prospects have no column for, so that no prospect matches them.",
        "items": {
          "type": "string"
        }
      },
      "notes": {
        "type": "array",
        "description": "What else is worth knowing of the list and the tiers, in sentences.",
        "items": {
          "type": "string"
        }
      },
      "results": {
        "type": "array",
        "description": "The prospects in their order; none where they were written to a file.",
        "items": {
          "$ref": "#/components/schemas/QualifiedProspect"
        }
      }
    },
    "required": [
      "run",
      "prospects",
      "tiers",
      "missing",
      "notes",
      "results"
    ],
    "additionalProperties": false,
    "description": "Prospects and their tiers."
  },
  "QualifiedProspect": {
    "type": "object",
    "properties": {
      "tier": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/TierName"
          },
          {
            "type": "string",
            "const": "unknown"
          }
        ]
      },
      "priority": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Priority"
          },
          {
            "type": "string",
            "const": "UNKNOWN"
          }
        ]
      },
      "matched": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/CriterionMatch"
        }
      },
      "missed": {
        "type": "array",
        "description": "Criteria that have values, of which the prospect has none.",
        "items": {
          "$ref": "#/components/schemas/CriterionMatch"
        }
      },
      "anti_patterns": {
        "type": "array",
        "description": "Values that are rare among top performers. They lower no tier by themselves.",
        "items": {
          "$ref": "#/components/schemas/CriterionMatch"
        }
      },
      "reason": {
        "type": "string",
        "description": "The same in a sentence or two."
      },
      "prospect": {
        "type": "object",
        "additionalProperties": {}
      }
    },
    "required": [
      "anti_patterns",
      "matched",
      "missed",
      "priority",
      "prospect",
      "reason",
      "tier"
    ],
    "additionalProperties": false,
    "description": "One prospect as it came, and where it belongs."
  },
  "TierName": {
    "type": "string",
    "enum": [
      "tier_1",
      "tier_2",
      "tier_3",
      "tier_4"
    ],
    "description": "The name of a tier."
  },
  "CriterionMatch": {
    "type": "object",
    "properties": {
      "criterion": {
        "type": "string"
      },
      "value": {
        "type": "string",
        "description": "\"Unknown\" where the prospect has none."
      }
    },
    "required": [
      "criterion",
      "value"
    ],
    "additionalProperties": false,
    "description": "A prospect's value of one criterion."
  },
  "AgentInspection": {
    "type": "object",
    "properties": {
      "source": {
        "type": "string"
      },
      "rows": {
        "type": [
          "number",
          "null"
        ],
        "description": "About how many rows it has; exact where the source knows, null where it is unknown before all are read."
      },
      "roles": {
        "type": "object",
        "properties": {
          "customer": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "date": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "revenue": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "order": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "status": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "currency": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "refunded": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          }
        },
        "required": [
          "customer",
          "date",
          "revenue",
          "order",
          "status",
          "currency",
          "refunded"
        ],
        "additionalProperties": false,
        "description": "Where each part of a sale comes from, and why; null where that is open, and where a sale does without it."
      },
      "account": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/InspectedRows"
          },
          {
            "type": "null"
          }
        ],
        "description": "What becomes of each row; null where the rows cannot be read."
      },
      "findings": {
        "type": "array",
        "description": "What a run would say of the sales, in sentences.",
        "items": {
          "type": "string"
        }
      },
      "doubts": {
        "type": "array",
        "description": "What a run would ask or refuse, in the order in which it would; empty where it would just run.",
        "items": {
          "$ref": "#/components/schemas/Doubt"
        }
      },
      "columns": {
        "type": "array",
        "description": "At most 60.",
        "items": {
          "$ref": "#/components/schemas/InspectedColumn"
        }
      }
    },
    "required": [
      "account",
      "columns",
      "doubts",
      "findings",
      "roles",
      "rows",
      "source"
    ],
    "additionalProperties": false,
    "description": "How the configured sales would be read. It holds no values."
  },
  "InspectedRole": {
    "type": "object",
    "properties": {
      "from": {
        "type": "string"
      },
      "guessed": {
        "type": "boolean"
      },
      "why": {
        "type": "string",
        "description": "Why it was taken, in words that follow its name."
      },
      "others": {
        "type": "array",
        "description": "What else was offered, and why it was not taken, in words that follow its name.",
        "items": {
          "type": "object",
          "properties": {
            "from": {
              "type": "string"
            },
            "why_not": {
              "type": "string"
            }
          },
          "required": [
            "from",
            "why_not"
          ],
          "additionalProperties": false
        }
      }
    },
    "required": [
      "from",
      "guessed",
      "why",
      "others"
    ],
    "additionalProperties": false,
    "description": "A column or an expression for a part of a sale, and why."
  },
  "InspectedRows": {
    "type": "object",
    "properties": {
      "rows": {
        "type": "number"
      },
      "sales": {
        "type": "number",
        "description": "Rows that are used."
      },
      "customers": {
        "type": "number"
      },
      "rejected": {
        "$ref": "#/components/schemas/RejectCounts"
      }
    },
    "required": [
      "rows",
      "sales",
      "customers",
      "rejected"
    ],
    "additionalProperties": false,
    "description": "What becomes of the rows of a source: `rows` is `sales` plus every count of `rejected` but `no_purchase`."
  },
  "RejectCounts": {
    "type": "object",
    "properties": {
      "left_out": {
        "type": "number",
        "description": "Rows that do not meet the condition of `where`: left out. Absent in stored runs of versions that did not count them."
      },
      "unknown_where": {
        "type": "number",
        "description": "Rows of which the condition cannot say whether they meet it, since a value is missing: left out. Absent as `left_out` is."
      },
      "missing_customer": {
        "type": "number",
        "description": "Rows without a customer: left out."
      },
      "other_currency": {
        "type": "number",
        "description": "Rows in another currency than the one that counts: left out. Absent as `left_out` is."
      },
      "not_sold": {
        "type": "number",
        "description": "Rows whose status says that nothing was sold: left out. Absent as `left_out` is."
      },
      "order_line": {
        "type": "number",
        "description": "Further lines of an order that repeat its total, or have no amount: they count with their order. Absent as `left_out` is."
      },
      "bad_date": {
        "type": "number",
        "description": "Rows whose date is missing or unreadable: rejected."
      },
      "bad_revenue": {
        "type": "number",
        "description": "Rows whose amount is missing, unreadable or beyond ±10^14: rejected."
      },
      "bad_frequency": {
        "type": "number",
        "description": "Rows whose count of purchases is missing, negative or no whole number: rejected. Absent as `left_out` is."
      },
      "after_snapshot": {
        "type": "number",
        "description": "Rows after the as-of moment: left out."
      },
      "before_window": {
        "type": "number",
        "description": "Rows before the window: left out."
      },
      "ignored_refund": {
        "type": "number",
        "description": "Refund rows under `--refunds ignore`: left out."
      },
      "no_purchase": {
        "type": "number",
        "description": "Customers (not rows) without any purchase: not scored."
      }
    },
    "required": [
      "missing_customer",
      "bad_date",
      "bad_revenue",
      "after_snapshot",
      "before_window",
      "ignored_refund",
      "no_purchase"
    ],
    "additionalProperties": false,
    "description": "Rows of the source that were not used, by reason, and customers that were not scored."
  },
  "Doubt": {
    "type": "object",
    "properties": {
      "code": {
        "$ref": "#/components/schemas/ErrorCode"
      },
      "message": {
        "type": "string"
      },
      "hint": {
        "type": "string"
      },
      "try": {
        "type": "array",
        "description": "The answers to choose from, the proposal first.",
        "items": {
          "$ref": "#/components/schemas/Try"
        }
      }
    },
    "required": [
      "code",
      "message"
    ],
    "additionalProperties": false,
    "description": "Something that has to be said or mended before a run."
  },
  "ErrorCode": {
    "type": "string",
    "enum": [
      "AMBIGUOUS_COLUMN",
      "AMBIGUOUS_DATE",
      "AMBIGUOUS_SHEET",
      "BAD_CONFIG",
      "BAD_CURSOR",
      "BAD_DIMENSION",
      "BAD_ENCODING",
      "BAD_EXPRESSION",
      "BAD_FILE",
      "BAD_MODEL",
      "BAD_SCORING",
      "CANCELLED",
      "CONNECTION_FAILED",
      "CONNECTION_LOST",
      "CURSOR_EXPIRED",
      "DISK_FULL",
      "EMPTY_SOURCE",
      "INTERNAL",
      "MALFORMED_CSV",
      "NO_CUSTOMERS",
      "NO_SOURCE",
      "UNKNOWN_COLUMN",
      "NO_SUCH_CUSTOMER",
      "NO_MATCHING_KEYS",
      "NO_SUCH_FILE",
      "NO_SUCH_ICP",
      "NO_SUCH_MODEL",
      "NO_SUCH_MOVEMENT",
      "NO_SUCH_RUN",
      "NO_SUCH_SCHEMA",
      "NO_SUCH_SCORING",
      "NO_SUCH_SEGMENT",
      "NO_SUCH_STORE",
      "NO_SUCH_TABLE",
      "NOT_ALLOWED",
      "NOT_WRITABLE",
      "OUT_OF_MEMORY",
      "REJECTED_ROWS",
      "RUN_IN_PROGRESS",
      "STORE_BUSY",
      "STORE_NEWER",
      "STORE_OCCUPIED",
      "TIMED_OUT",
      "TOO_MANY_REJECTS",
      "TOO_MANY_REQUESTS",
      "UNREADABLE_VALUE",
      "USAGE"
    ],
    "description": "What every  {@link  QuintileError }  can be about. Codes are part of the public interface and never change meaning."
  },
  "Try": {
    "type": "object",
    "properties": {
      "inputs": {
        "type": "object",
        "additionalProperties": {
          "anyOf": [
            {
              "type": "string"
            },
            {
              "type": "number"
            },
            {
              "type": "boolean"
            },
            {
              "type": "array",
              "items": {
                "type": "string"
              }
            }
          ]
        }
      },
      "means": {
        "type": "string",
        "description": "In a few words: `day first`."
      }
    },
    "required": [
      "inputs",
      "means"
    ],
    "additionalProperties": false,
    "description": "One way out of a doubt: what to say with which inputs, by their names in the library, and what that means."
  },
  "InspectedColumn": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "kind": {
        "type": "string",
        "description": "What its values are, whatever an engine calls the type; `text` in files without types."
      },
      "type": {
        "type": "string",
        "description": "The engine's own name of the type."
      },
      "written": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/InspectedNotation"
          },
          {
            "type": "null"
          }
        ],
        "description": "How its values are written; null where the type says it, and for nested values."
      }
    },
    "required": [
      "name",
      "kind",
      "type",
      "written"
    ],
    "additionalProperties": false,
    "description": "A column as the source has it."
  },
  "InspectedNotation": {
    "type": "object",
    "properties": {
      "as": {
        "type": "string",
        "enum": [
          "numbers",
          "dates",
          "ids",
          "text",
          "blank"
        ],
        "description": "What they are taken for. The ids of customers and orders are text as it stands, whatever they look like."
      },
      "notation": {
        "type": [
          "string",
          "null"
        ],
        "description": "The decimal mark of numbers or the format of dates, as `--decimal` and `--date-format` take them. Null where none is known, where numbers have no mark, and for text and ids."
      },
      "known_by": {
        "type": [
          "string",
          "null"
        ],
        "enum": [
          "shown",
          "alike",
          "given",
          "open",
          "mixed",
          "none",
          null
        ],
        "description": "How that is known. `shown`: values say so that only this notation reads. `alike`: no value may mean two things. `given`: it was named, or the format of the file prescribes it. `open`: all values may mean two things. `mixed`: some are only read in one way, some only in another. `none`: no known notation reads all dates. Null for text and ids."
      },
      "filled": {
        "type": "number",
        "description": "Values that are not blank."
      },
      "read": {
        "type": "number",
        "description": "Those that are read; where the notation is open, by any that is known."
      },
      "witness": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/InspectedWitness"
          },
          {
            "type": "null"
          }
        ],
        "description": "A value that no other notation reads; null where there is none."
      },
      "others": {
        "type": "array",
        "description": "Other notations that were tried, and how many values each reads.",
        "items": {
          "type": "object",
          "properties": {
            "notation": {
              "type": "string"
            },
            "read": {
              "type": "number"
            }
          },
          "required": [
            "notation",
            "read"
          ],
          "additionalProperties": false
        }
      },
      "unread": {
        "type": "array",
        "description": "What the commonest values look like that are not read: digits as 9, letters as A.",
        "items": {
          "type": "object",
          "properties": {
            "shape": {
              "type": "string"
            },
            "count": {
              "type": "number"
            }
          },
          "required": [
            "shape",
            "count"
          ],
          "additionalProperties": false
        }
      },
      "currencies": {
        "type": "array",
        "description": "The currencies beside numbers, and how many values each stands beside.",
        "items": {
          "type": "object",
          "properties": {
            "currency": {
              "type": "string"
            },
            "count": {
              "type": "number"
            }
          },
          "required": [
            "currency",
            "count"
          ],
          "additionalProperties": false
        }
      }
    },
    "required": [
      "as",
      "notation",
      "known_by",
      "filled",
      "read",
      "witness",
      "others",
      "unread",
      "currencies"
    ],
    "additionalProperties": false,
    "description": "How the values of a column are written, by all of them."
  },
  "InspectedWitness": {
    "type": "object",
    "properties": {
      "shape": {
        "type": "string",
        "description": "What it looks like: digits as 9, letters as A."
      },
      "count": {
        "type": "number",
        "description": "How many such values there are."
      },
      "value": {
        "type": [
          "string",
          "null"
        ],
        "description": "The value itself; null where values are not shown: anywhere but on a terminal."
      }
    },
    "required": [
      "shape",
      "count",
      "value"
    ],
    "additionalProperties": false,
    "description": "The evidence for a notation."
  },
  "RunState": {
    "type": "object",
    "properties": {
      "state": {
        "type": "string",
        "enum": [
          "idle",
          "running",
          "done",
          "failed",
          "cancelled"
        ]
      },
      "started_at": {
        "type": "string",
        "description": "ISO 8601 in UTC."
      },
      "stage": {
        "$ref": "#/components/schemas/Stage"
      },
      "share": {
        "type": "number",
        "description": "Share of the stage that is done, 0 to 1."
      },
      "notes": {
        "type": "array",
        "description": "What is worth knowing, in sentences.",
        "items": {
          "type": "string"
        }
      },
      "result": {
        "$ref": "#/components/schemas/RunResult"
      },
      "problem": {
        "$ref": "#/components/schemas/Problem"
      }
    },
    "required": [
      "state",
      "notes"
    ],
    "additionalProperties": false,
    "description": "The run that a server started last, as far as it has come."
  },
  "Stage": {
    "type": "string",
    "enum": [
      "open",
      "sales",
      "metrics",
      "fit",
      "score",
      "cube",
      "publish",
      "attributes",
      "patterns"
    ],
    "description": "The stages of a run, in order, and those of an ICP: the same names in progress, timings, SQL and docs."
  },
  "RunResult": {
    "type": "object",
    "properties": {
      "run": {
        "type": "number",
        "description": "Number of the run in its store, counted from 1."
      },
      "source": {
        "type": "string"
      },
      "store": {
        "type": "string"
      },
      "snapshot": {
        "type": "string",
        "description": "The moment recency is counted to: a date for a date source, a timestamp (UTC) for a timestamp source."
      },
      "customers": {
        "type": "number"
      },
      "sales": {
        "type": "number",
        "description": "Rows that were used: purchases, further lines of them, and refunds."
      },
      "purchases": {
        "type": "number",
        "description": "Purchases of all customers: the sum of their frequency."
      },
      "rows": {
        "type": "number",
        "description": "All rows of the source; equals `sales` plus every count of `rejected` but `no_purchase`."
      },
      "rejected": {
        "$ref": "#/components/schemas/RejectCounts"
      },
      "columns": {
        "type": "object",
        "properties": {
          "customer": {
            "anyOf": [
              {
                "type": "object",
                "properties": {
                  "from": {
                    "type": "string"
                  },
                  "guessed": {
                    "type": "boolean"
                  }
                },
                "required": [
                  "from",
                  "guessed"
                ],
                "additionalProperties": false
              },
              {
                "type": "null"
              }
            ]
          },
          "date": {
            "anyOf": [
              {
                "type": "object",
                "properties": {
                  "from": {
                    "type": "string"
                  },
                  "guessed": {
                    "type": "boolean"
                  }
                },
                "required": [
                  "from",
                  "guessed"
                ],
                "additionalProperties": false
              },
              {
                "type": "null"
              }
            ]
          },
          "revenue": {
            "anyOf": [
              {
                "type": "object",
                "properties": {
                  "from": {
                    "type": "string"
                  },
                  "guessed": {
                    "type": "boolean"
                  }
                },
                "required": [
                  "from",
                  "guessed"
                ],
                "additionalProperties": false
              },
              {
                "type": "null"
              }
            ]
          },
          "order": {
            "anyOf": [
              {
                "type": "object",
                "properties": {
                  "from": {
                    "type": "string"
                  },
                  "guessed": {
                    "type": "boolean"
                  }
                },
                "required": [
                  "from",
                  "guessed"
                ],
                "additionalProperties": false
              },
              {
                "type": "null"
              }
            ]
          }
        },
        "required": [
          "customer",
          "date",
          "revenue",
          "order"
        ],
        "additionalProperties": false,
        "description": "Where each part of a sale came from, and whether that was guessed."
      },
      "date_format": {
        "type": [
          "string",
          "null"
        ],
        "description": "How text dates were read; null for columns that are dates already."
      },
      "reading": {
        "description": "All that was given, guessed and found out about how the sales were read; the store keeps it.",
        "$ref": "#/components/schemas/Reading"
      },
      "scoring": {
        "type": "string"
      },
      "cutpoints_of": {
        "type": [
          "number",
          "null"
        ],
        "description": "The earlier run whose cutpoints were used; null where they are this run's own."
      },
      "cutpoints": {
        "type": "object",
        "properties": {
          "recency": {
            "type": "array",
            "items": {
              "type": "number"
            }
          },
          "frequency": {
            "type": "array",
            "items": {
              "type": "number"
            }
          },
          "monetary": {
            "type": "array",
            "items": {
              "type": "number"
            }
          }
        },
        "required": [
          "recency",
          "frequency",
          "monetary"
        ],
        "additionalProperties": false,
        "description": "Four per dimension, ascending: days, purchases, amount."
      },
      "collapsed": {
        "type": "object",
        "properties": {
          "recency": {
            "type": "boolean"
          },
          "frequency": {
            "type": "boolean"
          },
          "monetary": {
            "type": "boolean"
          }
        },
        "required": [
          "recency",
          "frequency",
          "monetary"
        ],
        "additionalProperties": false,
        "description": "True where equal values made two quintile edges equal, so that a score stays unused."
      },
      "split": {
        "type": "object",
        "properties": {
          "recency": {
            "type": "number"
          },
          "frequency": {
            "type": "number"
          },
          "monetary": {
            "type": "number"
          }
        },
        "required": [
          "recency",
          "frequency",
          "monetary"
        ],
        "additionalProperties": false,
        "description": "Customers who share their value with a customer of another score; only where ties are broken."
      },
      "model": {
        "type": "string"
      },
      "segments": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/SegmentSummary"
        }
      },
      "files": {
        "type": "array",
        "description": "Files that were written.",
        "items": {
          "type": "string"
        }
      },
      "timings": {
        "$ref": "#/components/schemas/Timings"
      }
    },
    "required": [
      "run",
      "source",
      "store",
      "snapshot",
      "customers",
      "sales",
      "purchases",
      "rows",
      "rejected",
      "columns",
      "date_format",
      "reading",
      "scoring",
      "cutpoints_of",
      "cutpoints",
      "collapsed",
      "split",
      "model",
      "segments",
      "files",
      "timings"
    ],
    "additionalProperties": false,
    "description": "What a run gives back. Amounts are the nearest numbers to exact decimals; the store holds the decimals themselves."
  },
  "Reading": {
    "type": "object",
    "properties": {
      "columns": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "order": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/ReadingPart"
              },
              {
                "type": "null"
              }
            ]
          },
          "status": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/ReadingPart"
              },
              {
                "type": "null"
              }
            ],
            "description": "Null where all rows were sold; absent, as those below, where the version did not know it."
          },
          "currency": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/ReadingPart"
              },
              {
                "type": "null"
              }
            ],
            "description": "Null where all amounts are in one currency, as far as anybody knows."
          },
          "refunded": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/ReadingPart"
              },
              {
                "type": "null"
              }
            ],
            "description": "Null where nothing was subtracted."
          },
          "customer": {
            "$ref": "#/components/schemas/ReadingPart"
          },
          "date": {
            "$ref": "#/components/schemas/ReadingPart"
          },
          "revenue": {
            "$ref": "#/components/schemas/ReadingPart"
          }
        },
        "required": [
          "customer",
          "date",
          "order",
          "revenue"
        ],
        "description": "Where each part of a sale came from; null for the order where every row was a purchase."
      },
      "flags": {
        "type": "array",
        "description": "Columns that said of single sales that they were none, before the status did. Absent as above.",
        "items": {
          "type": "string"
        }
      },
      "sold": {
        "anyOf": [
          {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          {
            "type": "null"
          }
        ],
        "description": "The statuses that counted as sold, as the source spells them; null where no column has any. Absent as above."
      },
      "currency": {
        "type": [
          "string",
          "null"
        ],
        "description": "The currency that amounts are counted in; null where nothing tells it. Absent as above."
      },
      "rates": {
        "anyOf": [
          {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          {
            "type": "null"
          }
        ],
        "description": "What one unit of each currency was worth, as plain decimals; null where amounts counted as they stand. Absent as above."
      },
      "amount_of": {
        "type": "string",
        "enum": [
          "line",
          "order"
        ],
        "description": "What the amount is of that the lines of an order repeat; `order` counted once. Absent as above."
      },
      "account": {
        "type": "array",
        "description": "What was left out, subtracted, joined or assumed, in sentences. Absent as above.",
        "items": {
          "type": "string"
        }
      },
      "notable": {
        "type": "array",
        "description": "Those sentences of `account` that are about more than 1 % of the rows or of the money. Absent as above.",
        "items": {
          "type": "string"
        }
      },
      "where": {
        "type": [
          "string",
          "null"
        ],
        "description": "The SQL condition that rows had to meet to be read at all; null where all rows were read."
      },
      "date_format": {
        "type": [
          "string",
          "null"
        ],
        "description": "How text dates were read: a strptime format, or `ISO 8601`. Null where the dates had a type."
      },
      "timezone": {
        "type": "string",
        "description": "The time zone whose clocks counted where the data said at which instant a sale was; absent where none was given, which means UTC."
      },
      "decimal": {
        "type": [
          "string",
          "null"
        ],
        "enum": [
          ".",
          ",",
          null
        ],
        "description": "The decimal mark of amounts in text; null where the amounts had a type, and where none had a mark."
      },
      "refunds": {
        "type": "string",
        "enum": [
          "net",
          "amount-only",
          "ignore"
        ],
        "description": "How negative amounts were treated."
      },
      "encoding": {
        "type": [
          "string",
          "null"
        ],
        "description": "The encoding of the text, by its WHATWG label; null where nothing had to be decoded, and where no source tells it."
      },
      "sheet": {
        "type": [
          "string",
          "null"
        ],
        "description": "The sheet of the workbook; null where the source was none, and where no source tells it."
      },
      "region": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/ReadingRegion"
          },
          {
            "type": "null"
          }
        ],
        "description": "The lines around the table that were no rows of it; null where there were none, and where no source tells them."
      }
    },
    "required": [
      "columns",
      "where",
      "date_format",
      "decimal",
      "refunds",
      "encoding",
      "sheet",
      "region"
    ],
    "additionalProperties": false,
    "description": "How the sales of a run were read: everything that was given, guessed or found out, so that a later run can be held against it. Moments that limit the sales (`--as-of`, `--since`) are no part of it."
  },
  "ReadingPart": {
    "type": "object",
    "properties": {
      "kind": {
        "type": "string",
        "enum": [
          "column",
          "expression"
        ]
      },
      "from": {
        "type": "string",
        "description": "The name of the column, or the SQL expression over the columns."
      },
      "guessed": {
        "type": "boolean",
        "description": "True where Quintile found the column; false where the user named it."
      }
    },
    "required": [
      "kind",
      "from",
      "guessed"
    ],
    "additionalProperties": false,
    "description": "Where a part of a sale came from."
  },
  "ReadingRegion": {
    "type": "object",
    "properties": {
      "lines_above": {
        "type": "number"
      },
      "lines_below": {
        "type": "number"
      }
    },
    "required": [
      "lines_above",
      "lines_below"
    ],
    "additionalProperties": false,
    "description": "Lines that were left out because they are no rows: titles above the header, a footer below the table."
  },
  "SegmentSummary": {
    "type": "object",
    "properties": {
      "segment": {
        "type": "string"
      },
      "customers": {
        "type": "number"
      },
      "revenue": {
        "type": "number",
        "description": "Sum of monetary; the nearest number to the exact decimal."
      },
      "share_customers": {
        "type": "number",
        "description": "Share of all customers, 0 to 1."
      },
      "share_revenue": {
        "type": "number",
        "description": "Share of all revenue; 0 where revenue adds up to zero or less, since a share then means nothing."
      },
      "avg_recency": {
        "type": [
          "number",
          "null"
        ],
        "description": "Mean days since the last purchase; null without customers."
      },
      "avg_frequency": {
        "type": [
          "number",
          "null"
        ],
        "description": "Mean purchases per customer; null without customers."
      },
      "avg_monetary": {
        "type": [
          "number",
          "null"
        ],
        "description": "Mean amount per customer; null without customers."
      },
      "action": {
        "type": "string"
      }
    },
    "required": [
      "segment",
      "customers",
      "revenue",
      "share_customers",
      "share_revenue",
      "avg_recency",
      "avg_frequency",
      "avg_monetary",
      "action"
    ],
    "additionalProperties": false,
    "description": "One segment of a scored base, as reports show it."
  },
  "Timings": {
    "type": "object",
    "properties": {
      "open": {
        "type": "number"
      },
      "sales": {
        "type": "number"
      },
      "metrics": {
        "type": "number"
      },
      "fit": {
        "type": "number"
      },
      "score": {
        "type": "number"
      },
      "cube": {
        "type": "number"
      },
      "publish": {
        "type": "number"
      },
      "attributes": {
        "type": "number"
      },
      "patterns": {
        "type": "number"
      },
      "total": {
        "type": "number"
      }
    },
    "required": [
      "total"
    ],
    "additionalProperties": false,
    "description": "Milliseconds per stage, and in all; a stage that did not take place has none."
  },
  "Problem": {
    "type": "object",
    "properties": {
      "type": {
        "type": "string",
        "const": "about:blank"
      },
      "title": {
        "type": "string",
        "description": "The meaning of the status."
      },
      "status": {
        "type": "number"
      },
      "detail": {
        "type": "string",
        "description": "What went wrong, in a sentence."
      },
      "code": {
        "type": "string",
        "description": "What programs look at: one of the codes of errors, or of refused requests."
      },
      "hint": {
        "type": "string",
        "description": "What to do next."
      },
      "try": {
        "type": "array",
        "description": "Where a doubt stands in the way: inputs that answer it, by their names over HTTP, and what each means.",
        "items": {
          "type": "object",
          "properties": {
            "inputs": {
              "type": "object",
              "additionalProperties": {
                "anyOf": [
                  {
                    "type": "string"
                  },
                  {
                    "type": "number"
                  },
                  {
                    "type": "boolean"
                  },
                  {
                    "type": "array",
                    "items": {
                      "type": "string"
                    }
                  }
                ]
              }
            },
            "means": {
              "type": "string"
            }
          },
          "required": [
            "inputs",
            "means"
          ],
          "additionalProperties": false
        }
      }
    },
    "required": [
      "type",
      "title",
      "status",
      "detail",
      "code"
    ],
    "additionalProperties": false,
    "description": "An error as every route answers it (RFC 9457)."
  },
  "OpenApiDocument": {
    "type": "object",
    "properties": {
      "openapi": {
        "type": "string",
        "const": "3.1.0"
      },
      "info": {
        "type": "object",
        "additionalProperties": {}
      },
      "servers": {
        "type": "array",
        "items": {
          "type": "object",
          "additionalProperties": {}
        }
      },
      "paths": {
        "type": "object",
        "additionalProperties": {}
      },
      "components": {
        "type": "object",
        "additionalProperties": {}
      },
      "security": {
        "type": "array",
        "items": {
          "type": "object",
          "additionalProperties": {}
        }
      }
    },
    "required": [
      "openapi",
      "info",
      "servers",
      "paths",
      "components",
      "security"
    ],
    "additionalProperties": false,
    "description": "A document that describes the HTTP API: OpenAPI 3.1."
  },
  "Inspection": {
    "type": "object",
    "properties": {
      "source": {
        "type": "string"
      },
      "rows": {
        "type": [
          "number",
          "null"
        ],
        "description": "About how many rows it has; exact where the source knows, null where it is unknown before all are read."
      },
      "columns": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/InspectedColumn"
        }
      },
      "roles": {
        "type": "object",
        "properties": {
          "customer": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "date": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "revenue": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "order": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "status": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "currency": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          },
          "refunded": {
            "anyOf": [
              {
                "$ref": "#/components/schemas/InspectedRole"
              },
              {
                "type": "null"
              }
            ]
          }
        },
        "required": [
          "customer",
          "date",
          "revenue",
          "order",
          "status",
          "currency",
          "refunded"
        ],
        "additionalProperties": false,
        "description": "Where each part of a sale comes from, and why; null where that is open, and where a sale does without it."
      },
      "date_format": {
        "type": [
          "string",
          "null"
        ],
        "description": "How text dates are read; null for columns that are dates already, and where no date is known."
      },
      "reading": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Reading"
          },
          {
            "type": "null"
          }
        ],
        "description": "How a run would read the sales, as its store would keep it; null where it would ask or refuse."
      },
      "account": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/InspectedRows"
          },
          {
            "type": "null"
          }
        ],
        "description": "What becomes of each row; null where the rows cannot be read."
      },
      "ids": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/InspectedIds"
          },
          {
            "type": "null"
          }
        ],
        "description": "What the ids of customers who bought look like; null where the rows cannot be read."
      },
      "findings": {
        "type": "array",
        "description": "What a run would say of the sales, in sentences.",
        "items": {
          "type": "string"
        }
      },
      "doubts": {
        "type": "array",
        "description": "What a run would ask or refuse, in the order in which it would; empty where it would just run.",
        "items": {
          "$ref": "#/components/schemas/Doubt"
        }
      },
      "first_rows": {
        "anyOf": [
          {
            "type": "array",
            "items": {
              "type": "array",
              "items": {
                "type": [
                  "string",
                  "null"
                ]
              }
            }
          },
          {
            "type": "null"
          }
        ],
        "description": "The first rows as text, in the order of the columns; null where values are not shown: anywhere but on a terminal."
      }
    },
    "required": [
      "source",
      "rows",
      "columns",
      "roles",
      "date_format",
      "reading",
      "account",
      "ids",
      "findings",
      "doubts",
      "first_rows"
    ],
    "additionalProperties": false,
    "description": "What a source looks like: its columns, which of them make a sale, and what reading all of its rows shows."
  },
  "InspectedIds": {
    "type": "object",
    "properties": {
      "whole_numbers": {
        "type": "boolean",
        "description": "True where all are whole numbers, and published as such."
      },
      "without_point": {
        "type": "boolean",
        "description": "True where `.0` behind whole numbers was left out, which a spreadsheet or a script put there."
      },
      "twins": {
        "type": "number",
        "description": "Ids that are another one but for case or blanks."
      },
      "nobody": {
        "type": "array",
        "description": "Words that stand in the place of ids of guests, tests or staff, those with most purchases first.",
        "items": {
          "type": "object",
          "properties": {
            "word": {
              "type": "string"
            },
            "kind": {
              "type": "string"
            },
            "ids": {
              "type": "number"
            },
            "purchases": {
              "type": "number"
            }
          },
          "required": [
            "word",
            "kind",
            "ids",
            "purchases"
          ],
          "additionalProperties": false
        }
      }
    },
    "required": [
      "whole_numbers",
      "without_point",
      "twins",
      "nobody"
    ],
    "additionalProperties": false,
    "description": "What the ids of customers look like."
  },
  "InitResult": {
    "type": "object",
    "properties": {
      "file": {
        "type": "string"
      },
      "text": {
        "type": "string",
        "description": "All that stands in the file, as YAML."
      }
    },
    "required": [
      "file",
      "text"
    ],
    "additionalProperties": false,
    "description": "The configuration that was written."
  },
  "Overview": {
    "type": "object",
    "properties": {
      "store": {
        "type": "string"
      },
      "currency": {
        "type": [
          "string",
          "null"
        ],
        "description": "ISO 4217; null where none is configured, and amounts are shown without one."
      },
      "locale": {
        "type": [
          "string",
          "null"
        ],
        "description": "BCP 47; null where none is configured: reports are then in en-US, the dashboard in the browser's own."
      },
      "run": {
        "$ref": "#/components/schemas/OverviewRun"
      },
      "model": {
        "$ref": "#/components/schemas/SegmentModel"
      },
      "cube": {
        "$ref": "#/components/schemas/Cube"
      },
      "segments": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/SegmentSummary"
        }
      },
      "distributions": {
        "$ref": "#/components/schemas/Distributions"
      }
    },
    "required": [
      "store",
      "currency",
      "locale",
      "run",
      "model",
      "cube",
      "segments",
      "distributions"
    ],
    "additionalProperties": false,
    "description": "A scored base at a glance: everything that reports and dashboards draw. It holds no customer."
  },
  "OverviewRun": {
    "type": "object",
    "properties": {
      "run": {
        "type": "number",
        "description": "Number of the run in its store, counted from 1."
      },
      "finished_at": {
        "type": "string",
        "description": "ISO 8601 in UTC, written and read as `started_at` is."
      },
      "version": {
        "type": "string",
        "description": "The version of Quintile that ran."
      },
      "source": {
        "type": "string",
        "description": "The source as messages name it, without a password."
      },
      "snapshot": {
        "type": "string",
        "description": "The moment recency is counted to: a date, or a timestamp in UTC, in ISO 8601."
      },
      "sales": {
        "type": "number",
        "description": "Rows that were used."
      },
      "customers": {
        "type": "number"
      },
      "rejected": {
        "$ref": "#/components/schemas/RejectCounts"
      },
      "scoring": {
        "$ref": "#/components/schemas/Scoring"
      },
      "cutpoints": {
        "$ref": "#/components/schemas/ExactCutpoints"
      },
      "options": {
        "description": "What the run was told, by input name.",
        "$ref": "#/components/schemas/RecordedOptions"
      },
      "reading": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Reading"
          },
          {
            "type": "null"
          }
        ],
        "description": "How the sales were read; null for a run of a version that did not keep it, which by default read refunds as `net`, and every row as a purchase."
      },
      "timings": {
        "$ref": "#/components/schemas/Timings"
      },
      "model": {
        "type": "string",
        "description": "Name of the model."
      }
    },
    "required": [
      "customers",
      "cutpoints",
      "finished_at",
      "model",
      "options",
      "reading",
      "rejected",
      "run",
      "sales",
      "scoring",
      "snapshot",
      "source",
      "timings",
      "version"
    ],
    "additionalProperties": false,
    "description": "The run that an overview shows; its model stands beside it."
  },
  "Scoring": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "recency": {
        "$ref": "#/components/schemas/DimensionScoring"
      },
      "frequency": {
        "$ref": "#/components/schemas/DimensionScoring"
      },
      "monetary": {
        "$ref": "#/components/schemas/DimensionScoring"
      }
    },
    "required": [
      "name",
      "recency",
      "frequency",
      "monetary"
    ],
    "additionalProperties": false,
    "description": "How customers are scored, by name."
  },
  "DimensionScoring": {
    "anyOf": [
      {
        "type": "object",
        "properties": {
          "method": {
            "type": "string",
            "const": "quintiles"
          }
        },
        "required": [
          "method"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "method": {
            "type": "string",
            "const": "percentiles"
          }
        },
        "required": [
          "method"
        ],
        "additionalProperties": false
      },
      {
        "type": "object",
        "properties": {
          "method": {
            "type": "string",
            "const": "thresholds"
          },
          "bounds": {
            "type": "array",
            "minItems": 4,
            "maxItems": 4,
            "items": {
              "type": "number"
            }
          }
        },
        "required": [
          "method",
          "bounds"
        ],
        "additionalProperties": false
      }
    ],
    "description": "How one dimension is scored.\n\n- `quintiles`: cutpoints fitted to the customers; a score is passed above its cutpoint.\n- `percentiles`: the 80th, 60th, 40th and 20th percentile with linear interpolation; reaching one is enough. Never   for recency.\n- `thresholds`: fixed bounds for the scores 5, 4, 3, 2, best first: ascending days for recency, descending purchases   or amounts otherwise. A value on a bound has the better score; beyond the last bound it has 1."
  },
  "ExactCutpoints": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
      "recency": {
        "type": "array",
        "minItems": 4,
        "maxItems": 4,
        "items": {
          "type": "string"
        }
      },
      "frequency": {
        "type": "array",
        "minItems": 4,
        "maxItems": 4,
        "items": {
          "type": "string"
        }
      },
      "monetary": {
        "type": "array",
        "minItems": 4,
        "maxItems": 4,
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "frequency",
      "monetary",
      "recency"
    ],
    "description": "Four cutpoints per dimension, ascending, as exact decimal text: what a run stores and a later one can reuse."
  },
  "RecordedOptions": {
    "type": "object",
    "properties": {
      "source": {
        "type": "string"
      },
      "asOf": {
        "type": "string",
        "description": "The moment that recency was to be counted to; absent for the default."
      },
      "ties": {
        "type": "array",
        "description": "Rules for ties as they were given; absent for the default.",
        "items": {
          "type": "string"
        }
      },
      "order": {
        "type": "string",
        "description": "The column or expression of the order; absent where every row is a purchase."
      },
      "where": {
        "type": "string",
        "description": "The condition on rows; absent where all are read."
      },
      "relabels": {
        "type": "number",
        "description": "The run whose scores were published under another model; absent where sales were read."
      },
      "refunds": {
        "type": "string",
        "enum": [
          "net",
          "amount-only",
          "ignore"
        ],
        "description": "What refunds were to be, where that was not the default of the version."
      }
    },
    "required": [
      "source"
    ],
    "description": "What a run was told, by input name; addresses are without passwords. Typed as far as later commands go by it."
  },
  "SegmentModel": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "segments": {
        "type": "array",
        "description": "In the order they are listed for people, best first.",
        "items": {
          "$ref": "#/components/schemas/Segment"
        }
      },
      "rules": {
        "type": "array",
        "description": "The first match wins.",
        "items": {
          "$ref": "#/components/schemas/Rule"
        }
      },
      "fallback": {
        "type": "array",
        "description": "Further rules for the cells that no rule matches; the last has an empty condition.",
        "items": {
          "$ref": "#/components/schemas/Rule"
        }
      }
    },
    "required": [
      "name",
      "segments",
      "rules",
      "fallback"
    ],
    "additionalProperties": false,
    "description": "An ordered list of rules over R, F, M and their total, which is a total map of the 125 cells."
  },
  "Segment": {
    "type": "object",
    "properties": {
      "name": {
        "type": "string"
      },
      "description": {
        "type": "string"
      },
      "action": {
        "type": "string",
        "description": "What to do about these customers."
      },
      "group": {
        "$ref": "#/components/schemas/SegmentGroup"
      }
    },
    "required": [
      "name",
      "description",
      "action",
      "group"
    ],
    "additionalProperties": false,
    "description": "A named kind of customer."
  },
  "SegmentGroup": {
    "type": "string",
    "enum": [
      "top",
      "at-risk",
      "low-value",
      "none"
    ],
    "description": "What a segment is to the business; top performers, customers at risk and low-value customers are reported together."
  },
  "Rule": {
    "type": "object",
    "properties": {
      "segment": {
        "type": "string"
      },
      "when": {
        "$ref": "#/components/schemas/Condition"
      },
      "line": {
        "type": "number",
        "description": "The 1-based line of the file the rule was read from; absent for built-in models."
      }
    },
    "required": [
      "segment",
      "when"
    ],
    "additionalProperties": false,
    "description": "Puts the cells that meet a condition in a segment."
  },
  "Condition": {
    "type": "object",
    "properties": {
      "R": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Score"
        }
      },
      "F": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Score"
        }
      },
      "M": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Score"
        }
      },
      "total": {
        "type": "array",
        "description": "Of R + F + M, 3 to 15.",
        "items": {
          "type": "number"
        }
      }
    },
    "additionalProperties": false,
    "description": "The allowed values, ascending, of each score and of their total; what is left out is not looked at."
  },
  "Cube": {
    "type": "array",
    "description": "The cells that hold customers: at most 125, whatever the number of customers. Everything about segments follows from it.",
    "items": {
      "$ref": "#/components/schemas/CubeCell"
    }
  },
  "CubeCell": {
    "type": "object",
    "properties": {
      "R": {
        "$ref": "#/components/schemas/Score"
      },
      "F": {
        "$ref": "#/components/schemas/Score"
      },
      "M": {
        "$ref": "#/components/schemas/Score"
      },
      "customers": {
        "type": "number"
      },
      "recency": {
        "type": "number",
        "description": "Sum of days."
      },
      "frequency": {
        "type": "number",
        "description": "Sum of purchases."
      },
      "monetary": {
        "type": "string",
        "description": "Exact sum of amounts, as decimal text."
      }
    },
    "required": [
      "R",
      "F",
      "M",
      "customers",
      "recency",
      "frequency",
      "monetary"
    ],
    "additionalProperties": false,
    "description": "What the customers of one cell add up to."
  },
  "Distributions": {
    "type": "object",
    "additionalProperties": false,
    "properties": {
      "recency": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Bin"
        }
      },
      "frequency": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Bin"
        }
      },
      "monetary": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Bin"
        }
      }
    },
    "required": [
      "frequency",
      "monetary",
      "recency"
    ],
    "description": "How the customers spread over each metric."
  },
  "Bin": {
    "type": "object",
    "properties": {
      "from": {
        "type": "number"
      },
      "to": {
        "type": "number",
        "description": "Not in the bin itself, except that the last bin of a distribution holds it."
      },
      "customers": {
        "type": "number"
      }
    },
    "required": [
      "from",
      "to",
      "customers"
    ],
    "additionalProperties": false,
    "description": "Customers whose value of a metric lies in a stretch."
  },
  "ReportResult": {
    "type": "object",
    "properties": {
      "file": {
        "type": "string",
        "description": "`-` for standard output."
      },
      "bytes": {
        "type": "number"
      },
      "store": {
        "type": "string"
      },
      "run": {
        "type": "number"
      },
      "customers": {
        "type": "number"
      }
    },
    "required": [
      "file",
      "bytes",
      "store",
      "run",
      "customers"
    ],
    "additionalProperties": false,
    "description": "The report that was written."
  },
  "Explanation": {
    "type": "object",
    "properties": {
      "customer_id": {
        "type": "string"
      },
      "run": {
        "type": "number"
      },
      "snapshot": {
        "type": "string"
      },
      "scores": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ExplainedScore"
        }
      },
      "segment": {
        "type": "string"
      },
      "description": {
        "type": "string"
      },
      "action": {
        "type": "string"
      },
      "rule": {
        "type": "object",
        "properties": {
          "number": {
            "type": [
              "number",
              "null"
            ]
          },
          "condition": {
            "type": "string"
          }
        },
        "required": [
          "number",
          "condition"
        ],
        "additionalProperties": false,
        "description": "The rule that matched: its position, counted from 1, or null for the fallback; and its condition."
      },
      "paths": {
        "type": "array",
        "description": "The shortest ways into each better segment; none where buying more does not lead there.",
        "items": {
          "$ref": "#/components/schemas/SegmentPath"
        }
      },
      "way": {
        "type": "array",
        "description": "The segments in which runs published the customer, the earliest first, as far as the store knows of changes (`rfm_changes`); the last is the present one. Empty where no run has changed it.",
        "items": {
          "$ref": "#/components/schemas/PublishedStay"
        }
      },
      "ties_broken": {
        "type": "boolean",
        "description": "True where ties were broken by customer id, so that a neighbour with the same value may have another score."
      }
    },
    "required": [
      "customer_id",
      "run",
      "snapshot",
      "scores",
      "segment",
      "description",
      "action",
      "rule",
      "paths",
      "way",
      "ties_broken"
    ],
    "additionalProperties": false,
    "description": "Why a customer is in their segment, and the ways out of it."
  },
  "ExplainedScore": {
    "type": "object",
    "properties": {
      "dimension": {
        "$ref": "#/components/schemas/Dimension"
      },
      "value": {
        "type": [
          "number",
          "string"
        ],
        "description": "Whole days, purchases, or an exact decimal as text."
      },
      "score": {
        "$ref": "#/components/schemas/Score"
      },
      "from": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/ScoreEdge"
          },
          {
            "type": "null"
          }
        ],
        "description": "Where this score begins and ends; null at the open end."
      },
      "to": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/ScoreEdge"
          },
          {
            "type": "null"
          }
        ]
      },
      "cutpoints": {
        "type": "array",
        "description": "Four, ascending, as exact text.",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "dimension",
      "value",
      "score",
      "from",
      "to",
      "cutpoints"
    ],
    "additionalProperties": false,
    "description": "One metric of a customer, and why it has its score."
  },
  "Dimension": {
    "type": "string",
    "enum": [
      "recency",
      "frequency",
      "monetary"
    ],
    "description": "What a customer is scored on."
  },
  "ScoreEdge": {
    "type": "object",
    "properties": {
      "cutpoint": {
        "type": "string"
      },
      "included": {
        "type": "boolean"
      }
    },
    "required": [
      "cutpoint",
      "included"
    ],
    "additionalProperties": false,
    "description": "A cutpoint at the edge of a score, as exact text, and whether a value equal to it still has the score."
  },
  "SegmentPath": {
    "type": "object",
    "properties": {
      "segment": {
        "type": "string"
      },
      "ways": {
        "type": "array",
        "description": "Those ways that no other way undercuts in both sales and revenue, least revenue first; none when out of reach.",
        "items": {
          "$ref": "#/components/schemas/Way"
        }
      },
      "text": {
        "type": "string",
        "description": "The ways for people, such as `1 more sale, or 38.20 more revenue`."
      }
    },
    "required": [
      "segment",
      "ways",
      "text"
    ],
    "additionalProperties": false,
    "description": "What leads one customer into one segment."
  },
  "Way": {
    "type": "object",
    "properties": {
      "sales": {
        "type": "number",
        "description": "Further sales; 0 when more revenue alone is enough."
      },
      "revenue": {
        "type": "string",
        "description": "Further revenue as decimal text with at least 2 places; `0.00` when more sales alone are enough."
      }
    },
    "required": [
      "sales",
      "revenue"
    ],
    "additionalProperties": false,
    "description": "One way into a segment: buying this much more."
  },
  "PublishedStay": {
    "type": "object",
    "properties": {
      "segment": {
        "type": [
          "string",
          "null"
        ],
        "description": "Null where the customer was not scored."
      },
      "run": {
        "type": [
          "number",
          "null"
        ],
        "description": "The first run that published it, and its snapshot; null for what was before the first known change."
      },
      "since": {
        "type": [
          "string",
          "null"
        ]
      }
    },
    "required": [
      "segment",
      "run",
      "since"
    ],
    "additionalProperties": false,
    "description": "A segment in which runs published a customer, until one published another."
  },
  "CustomersPage": {
    "type": "object",
    "properties": {
      "customers": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Customer"
        }
      },
      "total": {
        "type": "number",
        "description": "Customers of the whole list."
      },
      "next": {
        "type": [
          "string",
          "null"
        ],
        "description": "The cursor of the page that follows; null at the end."
      },
      "movement": {
        "description": "Only where those were asked for who entered or left a segment: which movement knows of them.",
        "$ref": "#/components/schemas/ListedMovement"
      }
    },
    "required": [
      "customers",
      "total",
      "next"
    ],
    "additionalProperties": false,
    "description": "A page of a list of customers."
  },
  "Customer": {
    "type": "object",
    "properties": {
      "customer_id": {
        "type": "string",
        "description": "As text, whatever the type of the source."
      },
      "recency": {
        "type": "number",
        "description": "Whole days since the last purchase."
      },
      "frequency": {
        "type": "number"
      },
      "monetary": {
        "type": "string",
        "description": "Exact decimal as text."
      },
      "R_score": {
        "$ref": "#/components/schemas/Score"
      },
      "F_score": {
        "$ref": "#/components/schemas/Score"
      },
      "M_score": {
        "$ref": "#/components/schemas/Score"
      },
      "segment": {
        "type": "string"
      }
    },
    "required": [
      "customer_id",
      "recency",
      "frequency",
      "monetary",
      "R_score",
      "F_score",
      "M_score",
      "segment"
    ],
    "additionalProperties": false,
    "description": "A scored customer, as `customer_rfm` holds it."
  },
  "ListedMovement": {
    "type": "object",
    "properties": {
      "segment": {
        "type": "string"
      },
      "direction": {
        "type": "string",
        "enum": [
          "entered",
          "left"
        ]
      },
      "table": {
        "type": "string",
        "enum": [
          "customer_movement",
          "rfm_changes"
        ],
        "description": "The movement that was kept last, or where there is none, what the last run changed."
      },
      "from": {
        "type": "string",
        "description": "The first moment; of `rfm_changes`, the snapshot of the run before."
      },
      "to": {
        "type": "string",
        "description": "The second moment; of `rfm_changes`, the snapshot of the last run."
      },
      "run": {
        "type": "number",
        "description": "The run whose sales and options the movement goes by, or which changed the customers."
      }
    },
    "required": [
      "segment",
      "direction",
      "table",
      "from",
      "to",
      "run"
    ],
    "additionalProperties": false,
    "description": "Between which moments customers entered or left a segment."
  },
  "ExportResult": {
    "type": "object",
    "properties": {
      "file": {
        "type": "string",
        "description": "`-` for standard output."
      },
      "segments": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "customers": {
        "type": "number"
      }
    },
    "required": [
      "file",
      "segments",
      "customers"
    ],
    "additionalProperties": false,
    "description": "The audience that was written."
  },
  "IcpResult": {
    "type": "object",
    "properties": {
      "store": {
        "type": "string"
      },
      "run": {
        "type": "number",
        "description": "The run whose customers were compared."
      },
      "model": {
        "type": "string"
      },
      "attributes": {
        "type": "string",
        "description": "Where the attributes came from."
      },
      "top": {
        "type": "object",
        "properties": {
          "segments": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "min_total": {
            "type": [
              "number",
              "null"
            ]
          }
        },
        "required": [
          "segments",
          "min_total"
        ],
        "additionalProperties": false,
        "description": "Who counts as a top performer: any of these segments, or a sum of scores from `min_total` on (null: only the segments)."
      },
      "customers": {
        "type": "number"
      },
      "top_performers": {
        "type": "number"
      },
      "lift_ceiling": {
        "type": [
          "number",
          "null"
        ],
        "description": "The largest lift there can be, two decimals; null without top performers."
      },
      "matched": {
        "$ref": "#/components/schemas/MatchCounts"
      },
      "patterns": {
        "$ref": "#/components/schemas/IcpPatterns"
      },
      "bands": {
        "type": "object",
        "additionalProperties": {
          "$ref": "#/components/schemas/Bands"
        },
        "description": "The bands of numeric attributes, by attribute."
      },
      "multiple": {
        "description": "What parts the values of attributes that may have several in one cell, by attribute.",
        "$ref": "#/components/schemas/Delimiters"
      },
      "evidence": {
        "description": "What a value had to have to become a criterion.",
        "$ref": "#/components/schemas/Evidence"
      },
      "tiers": {
        "$ref": "#/components/schemas/Tiers"
      },
      "unsupported": {
        "type": "array",
        "description": "Values that the bare rule makes criteria or anti-patterns, and the figures do not carry. With evidence `none` they are among them.",
        "items": {
          "$ref": "#/components/schemas/UnsupportedValue"
        }
      },
      "adjusted": {
        "type": "array",
        "description": "The lift of each supported value within the strata of each other attribute.",
        "items": {
          "$ref": "#/components/schemas/AdjustedValue"
        }
      },
      "flags": {
        "type": "object",
        "properties": {
          "circular": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/CircularValue"
            }
          },
          "same_information": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SameInformation"
            }
          }
        },
        "required": [
          "circular",
          "same_information"
        ],
        "additionalProperties": false
      },
      "skipped": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/SkippedColumn"
        }
      },
      "warnings": {
        "type": "array",
        "description": "What to know before acting on the patterns, in sentences.",
        "items": {
          "type": "string"
        }
      },
      "holdout": {
        "description": "How the patterns fared later; only with `holdout`.",
        "$ref": "#/components/schemas/HoldoutResult"
      }
    },
    "required": [
      "store",
      "run",
      "model",
      "attributes",
      "top",
      "customers",
      "top_performers",
      "lift_ceiling",
      "matched",
      "patterns",
      "bands",
      "multiple",
      "evidence",
      "tiers",
      "unsupported",
      "adjusted",
      "flags",
      "skipped",
      "warnings"
    ],
    "additionalProperties": false,
    "description": "What sets top performers apart."
  },
  "MatchCounts": {
    "type": "object",
    "properties": {
      "rows": {
        "type": "number",
        "description": "Rows of attributes."
      },
      "without_key": {
        "type": "number",
        "description": "Rows without a key: left out."
      },
      "repeated_keys": {
        "type": "number",
        "description": "Keys that stand on several rows: what these disagree on is unknown."
      },
      "without_customer": {
        "type": "number",
        "description": "Keys that belong to no scored customer: left out."
      },
      "customers_without_attributes": {
        "type": "number",
        "description": "Customers without a row of attributes: all of theirs are unknown."
      }
    },
    "required": [
      "rows",
      "without_key",
      "repeated_keys",
      "without_customer",
      "customers_without_attributes"
    ],
    "additionalProperties": false,
    "description": "How rows of attributes and customers met."
  },
  "IcpPatterns": {
    "type": "object",
    "additionalProperties": {
      "$ref": "#/components/schemas/Pattern"
    },
    "description": "Patterns by attribute."
  },
  "Pattern": {
    "type": "object",
    "properties": {
      "distribution": {
        "type": "array",
        "description": "The values present among top performers, the largest `pct_top` first.",
        "items": {
          "$ref": "#/components/schemas/PatternValue"
        }
      },
      "absent_distribution": {
        "type": "array",
        "description": "The values that no top performer has, the most frequent first.",
        "items": {
          "$ref": "#/components/schemas/PatternValue"
        }
      },
      "primary": {
        "type": "array",
        "description": "Values with a lift of 2.0 or more.",
        "items": {
          "type": "string"
        }
      },
      "secondary": {
        "type": "array",
        "description": "Values with a lift of 1.5 or more, below 2.0.",
        "items": {
          "type": "string"
        }
      },
      "negative": {
        "type": "array",
        "description": "Values present among top performers with a lift below 0.5.",
        "items": {
          "type": "string"
        }
      },
      "absent": {
        "type": "array",
        "description": "Values that no top performer has.",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "distribution",
      "absent_distribution",
      "primary",
      "secondary",
      "negative",
      "absent"
    ],
    "additionalProperties": false,
    "description": "What the values of one attribute say about top performers."
  },
  "Bands": {
    "type": "object",
    "properties": {
      "bounds": {
        "type": "array",
        "description": "Ascending. Numbers below the first have a band of their own, unless the bounds were fitted to the customers.",
        "items": {
          "type": "number"
        }
      },
      "whole": {
        "type": "boolean",
        "description": "All numbers of the attribute are whole, so that a band may be named by its last one: `11-50`."
      },
      "fitted": {
        "type": "boolean",
        "description": "The bounds come from the customers: whatever is below the first belongs to the first band."
      }
    },
    "required": [
      "bounds",
      "whole",
      "fitted"
    ],
    "additionalProperties": false,
    "description": "How a numeric attribute is parted into values: each band begins at its bound and ends before the next one."
  },
  "Delimiters": {
    "type": "object",
    "additionalProperties": {
      "type": "string"
    },
    "description": "What parts the values in a cell of an attribute that may have several, by attribute."
  },
  "Evidence": {
    "type": "string",
    "enum": [
      "supported",
      "none"
    ],
    "description": "One of  {@link  EVIDENCE } ."
  },
  "AdjustedValue": {
    "type": "object",
    "properties": {
      "dimension": {
        "type": "string",
        "description": "The name of the attribute."
      },
      "value": {
        "type": "string"
      },
      "within": {
        "type": "string",
        "description": "The other attribute, in whose strata customers are compared."
      },
      "lift": {
        "type": "number",
        "description": "Two decimals, as in the patterns."
      },
      "adjusted_lift": {
        "type": "number",
        "description": "Top performers with the value ÷ those to be expected from the strata, two decimals."
      },
      "adjusted_low": {
        "type": [
          "number",
          "null"
        ],
        "description": "Its 95 % interval, two decimals; null where the two attributes leave nothing to compare."
      },
      "adjusted_high": {
        "type": [
          "number",
          "null"
        ]
      },
      "finding": {
        "description": "`stands`: the interval lies on the side of 1 of the lift; `reversed`: on the other. It includes 1, and the logarithm of the lift is at least halved: `explained`, or `cannot be told apart` where the value explains the other attribute as well. It includes 1, and the lift is not halved: `too few to tell`.",
        "$ref": "#/components/schemas/Finding"
      }
    },
    "required": [
      "dimension",
      "value",
      "within",
      "lift",
      "adjusted_lift",
      "adjusted_low",
      "adjusted_high",
      "finding"
    ],
    "additionalProperties": false,
    "description": "A supported value, held against one other attribute."
  },
  "Finding": {
    "type": "string",
    "enum": [
      "stands",
      "explained",
      "cannot be told apart",
      "too few to tell",
      "reversed"
    ],
    "description": "One of  {@link  FINDINGS } ."
  },
  "SameInformation": {
    "type": "object",
    "properties": {
      "dimensions": {
        "type": "array",
        "minItems": 2,
        "maxItems": 2,
        "description": "The names of the attributes.",
        "items": {
          "type": "string"
        }
      },
      "association": {
        "type": "number",
        "description": "Bias-corrected Cramér's V, 0 to 1, two decimals."
      }
    },
    "required": [
      "dimensions",
      "association"
    ],
    "additionalProperties": false,
    "description": "Two attributes that say nearly the same of every customer."
  },
  "SkippedColumn": {
    "type": "object",
    "properties": {
      "column": {
        "type": "string"
      },
      "reason": {
        "type": "string"
      }
    },
    "required": [
      "column",
      "reason"
    ],
    "additionalProperties": false,
    "description": "A column that was not compared, and why."
  },
  "HoldoutResult": {
    "type": "object",
    "properties": {
      "as_of": {
        "type": "string",
        "description": "The moment as of which patterns were found."
      },
      "customers": {
        "type": "number",
        "description": "All who had bought by then: patterns were found among them, and are checked on them."
      },
      "bought_later": {
        "type": "number",
        "description": "Those of them who bought after it; their scores by those sales alone say who is on top."
      },
      "became_top": {
        "type": "number",
        "description": "Those who are top performers by those scores."
      },
      "values": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/HeldOutValue"
        }
      }
    },
    "required": [
      "as_of",
      "customers",
      "bought_later",
      "became_top",
      "values"
    ],
    "additionalProperties": false,
    "description": "How patterns fared after the day as of which they were found."
  },
  "QualifyResult": {
    "type": "object",
    "properties": {
      "run": {
        "type": "number",
        "description": "The run whose top performers the tiers were drawn from."
      },
      "prospects": {
        "type": "number"
      },
      "tiers": {
        "type": "object",
        "properties": {
          "tier_1": {
            "type": "number"
          },
          "tier_2": {
            "type": "number"
          },
          "tier_3": {
            "type": "number"
          },
          "tier_4": {
            "type": "number"
          },
          "unknown": {
            "type": "number"
          }
        },
        "required": [
          "tier_1",
          "tier_2",
          "tier_3",
          "tier_4",
          "unknown"
        ],
        "additionalProperties": {
          "type": "number"
        },
        "description": "Prospects per tier; `unknown` are those of whom nothing is known that tiers rest on."
      },
      "missing": {
        "type": "array",
        "description": "Criteria that the prospects have no column for, so that no prospect matches them.",
        "items": {
          "type": "string"
        }
      },
      "notes": {
        "type": "array",
        "description": "What else is worth knowing of the list and the tiers, in sentences.",
        "items": {
          "type": "string"
        }
      },
      "file": {
        "type": [
          "string",
          "null"
        ],
        "description": "The file that was written; null where none was asked for."
      },
      "results": {
        "type": "array",
        "description": "The prospects in their order; none where they were written to a file.",
        "items": {
          "$ref": "#/components/schemas/QualifiedProspect"
        }
      }
    },
    "required": [
      "run",
      "prospects",
      "tiers",
      "missing",
      "notes",
      "file",
      "results"
    ],
    "additionalProperties": false,
    "description": "What became of a list of prospects."
  },
  "SegmentsResult": {
    "type": "object",
    "properties": {
      "model": {
        "type": "string"
      },
      "segments": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Segment"
        }
      },
      "rules": {
        "type": "array",
        "description": "In matching order; the last are those of the fallback.",
        "items": {
          "type": "object",
          "properties": {
            "segment": {
              "type": "string"
            },
            "condition": {
              "type": "string"
            },
            "fallback": {
              "type": "boolean"
            }
          },
          "required": [
            "segment",
            "condition",
            "fallback"
          ],
          "additionalProperties": false
        }
      },
      "known": {
        "type": "array",
        "description": "The models that come with Quintile.",
        "items": {
          "type": "string"
        }
      }
    },
    "required": [
      "model",
      "segments",
      "rules",
      "known"
    ],
    "additionalProperties": false,
    "description": "A segment model as people read it."
  },
  "SegmentsCheckResult": {
    "type": "object",
    "properties": {
      "neverMatching": {
        "type": "array",
        "description": "Rules that win no cell, as they are shadowed by earlier ones or impossible. The last of the fallback is not asked.",
        "items": {
          "$ref": "#/components/schemas/RulePosition"
        }
      },
      "fallbackCells": {
        "type": "array",
        "description": "Cells that only the fallback catches, in the order of their index.",
        "items": {
          "$ref": "#/components/schemas/Cell"
        }
      },
      "segmentsWithoutRule": {
        "type": "array",
        "description": "Segments that neither a rule nor the fallback names.",
        "items": {
          "type": "string"
        }
      },
      "cellsPerSegment": {
        "type": "array",
        "description": "How many of the 125 cells each segment has, in listing order.",
        "items": {
          "type": "object",
          "properties": {
            "segment": {
              "type": "string"
            },
            "cells": {
              "type": "number"
            }
          },
          "required": [
            "segment",
            "cells"
          ],
          "additionalProperties": false
        }
      },
      "unreachableSegments": {
        "type": "array",
        "description": "Segments that no customer can be in, whatever they buy: with a scoring, of the cells it can give; else of all.",
        "items": {
          "type": "string"
        }
      },
      "emptySegments": {
        "type": "array",
        "description": "Segments without customers in the given base; empty when none was given.",
        "items": {
          "type": "string"
        }
      },
      "model": {
        "type": "string"
      },
      "scoring": {
        "type": [
          "string",
          "null"
        ],
        "description": "The scoring the model was held against; null where none was named."
      },
      "store": {
        "type": [
          "string",
          "null"
        ],
        "description": "The store whose customers the model was held against; null where none was named."
      }
    },
    "required": [
      "cellsPerSegment",
      "emptySegments",
      "fallbackCells",
      "model",
      "neverMatching",
      "scoring",
      "segmentsWithoutRule",
      "store",
      "unreachableSegments"
    ],
    "additionalProperties": false,
    "description": "What the check of a model found."
  },
  "RulePosition": {
    "type": "object",
    "properties": {
      "rule": {
        "$ref": "#/components/schemas/Rule"
      },
      "number": {
        "type": "number",
        "description": "The 1-based position among the rules, or among those of the fallback."
      },
      "fallback": {
        "type": "boolean"
      }
    },
    "required": [
      "rule",
      "number",
      "fallback"
    ],
    "additionalProperties": false,
    "description": "A rule, and where it stands in its list."
  },
  "Cell": {
    "type": "object",
    "properties": {
      "R": {
        "$ref": "#/components/schemas/Score"
      },
      "F": {
        "$ref": "#/components/schemas/Score"
      },
      "M": {
        "$ref": "#/components/schemas/Score"
      }
    },
    "required": [
      "R",
      "F",
      "M"
    ],
    "additionalProperties": false,
    "description": "One of the 125 combinations of three scores."
  },
  "Movement": {
    "type": "object",
    "properties": {
      "run": {
        "type": [
          "number",
          "null"
        ],
        "description": "The run of the store that said what was not said otherwise; null where there was none."
      },
      "source": {
        "type": "string"
      },
      "kept": {
        "type": [
          "string",
          "null"
        ],
        "description": "The store that keeps it in `customer_movement` and `rfm_movement`; null where it was only shown."
      },
      "from": {
        "type": "string",
        "description": "The first moment, as `snapshot` of its run would be."
      },
      "to": {
        "type": "string",
        "description": "The second moment."
      },
      "model": {
        "type": "string"
      },
      "moments": {
        "type": "array",
        "description": "The first and the second moment; of a series, all of them.",
        "items": {
          "$ref": "#/components/schemas/MovementMoment"
        }
      },
      "flows": {
        "type": "array",
        "description": "Customers who changed their segment, and new ones, the largest flow first.",
        "items": {
          "$ref": "#/components/schemas/Flow"
        }
      },
      "segments": {
        "type": "array",
        "description": "All segments of the model, in its listing order.",
        "items": {
          "$ref": "#/components/schemas/SegmentMovement"
        }
      },
      "matrix": {
        "$ref": "#/components/schemas/MovementMatrix"
      },
      "frozen": {
        "type": "array",
        "description": "Where the customers of each segment would be if the cutpoints had stayed as they were.",
        "items": {
          "$ref": "#/components/schemas/FrozenShare"
        }
      },
      "series": {
        "description": "Only of several periods.",
        "$ref": "#/components/schemas/MovementSeries"
      },
      "listed": {
        "description": "The customers of one flow, where they were asked for.",
        "$ref": "#/components/schemas/ListedFlow"
      },
      "counts": {
        "type": "array",
        "description": "Only where they are asked for.",
        "items": {
          "$ref": "#/components/schemas/MovementCount"
        }
      },
      "timings": {
        "$ref": "#/components/schemas/Timings"
      }
    },
    "required": [
      "run",
      "source",
      "kept",
      "from",
      "to",
      "model",
      "moments",
      "flows",
      "segments",
      "matrix",
      "frozen",
      "timings"
    ],
    "additionalProperties": false,
    "description": "Who moved between two moments, and why. Of a series, these are the last two; the rest stands in `series`."
  },
  "MovementMoment": {
    "type": "object",
    "properties": {
      "snapshot": {
        "type": "string",
        "description": "To which recency was counted: a date for a date source, a timestamp for a timestamp source."
      },
      "customers": {
        "type": "number",
        "description": "Customers with a purchase so far."
      },
      "cutpoints": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/ExactCutpoints"
          },
          {
            "type": "null"
          }
        ],
        "description": "Those that were fitted at this moment; null where there was no customer yet."
      }
    },
    "required": [
      "snapshot",
      "customers",
      "cutpoints"
    ],
    "additionalProperties": false,
    "description": "One of the moments between which customers moved."
  },
  "MovementMatrix": {
    "type": "object",
    "properties": {
      "segments": {
        "type": "array",
        "description": "The segments of rows and columns, in the listing order of the model; the last is absent (null).",
        "items": {
          "type": [
            "string",
            "null"
          ]
        }
      },
      "customers": {
        "type": "array",
        "description": "A row for each segment before, with a number for each segment after.",
        "items": {
          "type": "array",
          "items": {
            "type": "number"
          }
        }
      },
      "before": {
        "type": "array",
        "description": "Sums of the rows: the sizes of the segments before.",
        "items": {
          "type": "number"
        }
      },
      "after": {
        "type": "array",
        "description": "Sums of the columns: the sizes of the segments after.",
        "items": {
          "type": "number"
        }
      }
    },
    "required": [
      "segments",
      "customers",
      "before",
      "after"
    ],
    "additionalProperties": false,
    "description": "Customers by where they were and where they are."
  },
  "FrozenShare": {
    "type": "object",
    "properties": {
      "from_segment": {
        "type": "string"
      },
      "to_segment": {
        "type": [
          "string",
          "null"
        ],
        "description": "The same segment for those whom nothing led elsewhere; null for those who have no purchase any more."
      },
      "customers": {
        "type": "number"
      },
      "support": {
        "type": "number",
        "description": "Customers of the segment at the first moment."
      },
      "share": {
        "type": "number",
        "description": "Of the support, 0 to 1."
      },
      "interval": {
        "description": "95 % (Wilson). Moves of the yardstick are not independent of each other, so that only these shares have one.",
        "$ref": "#/components/schemas/Interval"
      }
    },
    "required": [
      "from_segment",
      "to_segment",
      "customers",
      "support",
      "share",
      "interval"
    ],
    "additionalProperties": false,
    "description": "Which share of a segment's customers their own doing led to a segment: measured by the cutpoints of the first moment."
  },
  "Interval": {
    "type": "object",
    "properties": {
      "low": {
        "type": "number"
      },
      "high": {
        "type": "number"
      }
    },
    "required": [
      "low",
      "high"
    ],
    "additionalProperties": false,
    "description": "The lifts that agree with what was observed."
  },
  "MovementSeries": {
    "type": "object",
    "properties": {
      "segments": {
        "type": "array",
        "description": "All segments of the model, in its listing order.",
        "items": {
          "$ref": "#/components/schemas/SegmentSeries"
        }
      },
      "transitions": {
        "description": "The transition matrix of all periods together.",
        "$ref": "#/components/schemas/PooledTransitions"
      },
      "periods": {
        "type": "array",
        "description": "The earliest first.",
        "items": {
          "$ref": "#/components/schemas/MovementPeriod"
        }
      }
    },
    "required": [
      "segments",
      "transitions",
      "periods"
    ],
    "additionalProperties": false,
    "description": "Several moments that follow each other."
  },
  "SegmentSeries": {
    "type": "object",
    "properties": {
      "segment": {
        "type": "string"
      },
      "customers": {
        "type": "array",
        "description": "Customers at each moment.",
        "items": {
          "type": "number"
        }
      },
      "revenue": {
        "type": "array",
        "description": "What the customers of its end brought in during each period, so one less than moments; the nearest numbers to exact decimals.",
        "items": {
          "type": "number"
        }
      },
      "present": {
        "type": "number",
        "description": "Customers at the beginnings of all periods, added up."
      },
      "stayed": {
        "type": "number",
        "description": "Those of them who were still there at the end of the period."
      },
      "half_life": {
        "type": [
          "number",
          "null"
        ],
        "description": "After how many periods half of its customers have left, if as many go on leaving: ln ½ ÷ ln (stayed ÷ present). Null where nobody was seen to leave, or nobody was there."
      }
    },
    "required": [
      "segment",
      "customers",
      "revenue",
      "present",
      "stayed",
      "half_life"
    ],
    "additionalProperties": false,
    "description": "How a segment went on over several moments."
  },
  "PooledTransitions": {
    "type": "object",
    "properties": {
      "segments": {
        "type": "array",
        "description": "The segments of rows and columns, in the listing order of the model; a further column stands for absent customers (null).",
        "items": {
          "type": [
            "string",
            "null"
          ]
        }
      },
      "support": {
        "type": "array",
        "description": "Customers at the beginning of a period, by segment; nobody is absent then, since new customers are no row.",
        "items": {
          "type": "number"
        }
      },
      "shares": {
        "type": "array",
        "description": "A row for each segment; null where nobody was there.",
        "items": {
          "anyOf": [
            {
              "type": "array",
              "items": {
                "type": "number"
              }
            },
            {
              "type": "null"
            }
          ]
        }
      }
    },
    "required": [
      "segments",
      "support",
      "shares"
    ],
    "additionalProperties": false,
    "description": "Shares of customers by where they were at the beginning of a period and at its end, over all periods of a series."
  },
  "MovementPeriod": {
    "type": "object",
    "properties": {
      "from": {
        "type": "string"
      },
      "to": {
        "type": "string"
      },
      "flows": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/Flow"
        }
      },
      "segments": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/SegmentMovement"
        }
      }
    },
    "required": [
      "from",
      "to",
      "flows",
      "segments"
    ],
    "additionalProperties": false,
    "description": "One period of a series."
  },
  "MovementCount": {
    "type": "object",
    "properties": {
      "before": {
        "description": "The cell at the first moment, by cutpoints of that moment.",
        "$ref": "#/components/schemas/State"
      },
      "frozen": {
        "description": "The cell at the second moment, by the cutpoints of the first.",
        "$ref": "#/components/schemas/State"
      },
      "after": {
        "description": "The cell at the second moment, by cutpoints of that moment.",
        "$ref": "#/components/schemas/State"
      },
      "bought": {
        "type": "boolean",
        "description": "True where there was a purchase or a refund between the moments."
      },
      "customers": {
        "type": "number"
      },
      "revenue": {
        "type": "string",
        "description": "Exact sum of the amounts between the moments, as decimal text."
      },
      "monetary": {
        "type": "string",
        "description": "Exact sum of the monetary values at the second moment, as decimal text."
      }
    },
    "required": [
      "before",
      "frozen",
      "after",
      "bought",
      "customers",
      "revenue",
      "monetary"
    ],
    "additionalProperties": false,
    "description": "How many customers went the same way between two moments, and what they add up to. All that is told of movement follows from it."
  },
  "State": {
    "type": [
      "string",
      "null"
    ],
    "description": "A customer's state at a moment: the code of a cell, such as `543`; null without any purchase so far (absent)."
  },
  "KnownModels": {
    "type": "object",
    "properties": {
      "models": {
        "type": "array",
        "description": "Those that come with Quintile, and that of the last run where it is another.",
        "items": {
          "$ref": "#/components/schemas/SegmentModel"
        }
      }
    },
    "required": [
      "models"
    ],
    "additionalProperties": false,
    "description": "Segment models, in full."
  },
  "RelabelResult": {
    "type": "object",
    "properties": {
      "run": {
        "type": "number",
        "description": "Number of the new run in the store."
      },
      "relabels": {
        "type": "number",
        "description": "The run whose scores, cutpoints and sales it has."
      },
      "store": {
        "type": "string"
      },
      "snapshot": {
        "type": "string",
        "description": "The moment recency is counted to, as that run has it."
      },
      "customers": {
        "type": "number"
      },
      "model_before": {
        "type": "string"
      },
      "model": {
        "type": "string"
      },
      "segments": {
        "type": "array",
        "description": "The segments of the new model in its listing order, then those that only the model before had.",
        "items": {
          "$ref": "#/components/schemas/RelabelledSegment"
        }
      },
      "moves": {
        "type": "array",
        "description": "Who moved between segments of different names, the largest group first.",
        "items": {
          "$ref": "#/components/schemas/ModelMove"
        }
      },
      "timings": {
        "$ref": "#/components/schemas/Timings"
      }
    },
    "required": [
      "run",
      "relabels",
      "store",
      "snapshot",
      "customers",
      "model_before",
      "model",
      "segments",
      "moves",
      "timings"
    ],
    "additionalProperties": false,
    "description": "What a store holds after its customers were published under another segment model."
  },
  "RelabelledSegment": {
    "type": "object",
    "properties": {
      "segment": {
        "type": "string"
      },
      "customers_before": {
        "type": [
          "number",
          "null"
        ]
      },
      "customers": {
        "type": [
          "number",
          "null"
        ]
      },
      "revenue_before": {
        "type": [
          "number",
          "null"
        ]
      },
      "revenue": {
        "type": [
          "number",
          "null"
        ]
      }
    },
    "required": [
      "segment",
      "customers_before",
      "customers",
      "revenue_before",
      "revenue"
    ],
    "additionalProperties": false,
    "description": "A segment before and after; null under the model that has none of that name. Amounts are the nearest numbers to exact decimals."
  },
  "ListedRuns": {
    "type": "object",
    "properties": {
      "store": {
        "type": "string"
      },
      "runs": {
        "type": "array",
        "items": {
          "$ref": "#/components/schemas/ListedRun"
        }
      }
    },
    "required": [
      "store",
      "runs"
    ],
    "additionalProperties": false,
    "description": "The runs of a store, newest first."
  },
  "ListedRun": {
    "type": "object",
    "properties": {
      "run": {
        "type": "number",
        "description": "Number of the run in its store, counted from 1."
      },
      "finished_at": {
        "type": "string",
        "description": "ISO 8601 in UTC, written and read as `started_at` is."
      },
      "source": {
        "type": "string",
        "description": "The source as messages name it, without a password."
      },
      "snapshot": {
        "type": "string",
        "description": "The moment recency is counted to: a date, or a timestamp in UTC, in ISO 8601."
      },
      "sales": {
        "type": "number",
        "description": "Rows that were used."
      },
      "customers": {
        "type": "number"
      },
      "rejected": {
        "$ref": "#/components/schemas/RejectCounts"
      },
      "reading": {
        "anyOf": [
          {
            "$ref": "#/components/schemas/Reading"
          },
          {
            "type": "null"
          }
        ],
        "description": "How the sales were read; null for a run of a version that did not keep it, which by default read refunds as `net`, and every row as a purchase."
      },
      "version": {
        "type": "string",
        "description": "The version of Quintile that ran."
      },
      "scoring": {
        "type": "string"
      },
      "model": {
        "type": "string"
      },
      "relabels": {
        "type": [
          "number",
          "null"
        ],
        "description": "The run whose scores it published under another model; null for a run that read sales."
      },
      "segments": {
        "anyOf": [
          {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/RunSegment"
            }
          },
          {
            "type": "null"
          }
        ],
        "description": "All segments of the run's model, in its listing order; null for a run of a version that did not keep what they add up to."
      }
    },
    "required": [
      "customers",
      "finished_at",
      "model",
      "reading",
      "rejected",
      "relabels",
      "run",
      "sales",
      "scoring",
      "segments",
      "snapshot",
      "source",
      "version"
    ],
    "additionalProperties": false,
    "description": "A run as the list shows it: scoring and model by their names."
  },
  "RunSegment": {
    "type": "object",
    "properties": {
      "segment": {
        "type": "string"
      },
      "customers": {
        "type": "number"
      },
      "revenue": {
        "type": "number",
        "description": "Sum of monetary; the nearest number to the exact decimal."
      }
    },
    "required": [
      "segment",
      "customers",
      "revenue"
    ],
    "additionalProperties": false,
    "description": "A segment as a run published it."
  },
  "SqlResult": {
    "type": "object",
    "properties": {
      "dialect": {
        "type": "string",
        "enum": [
          "postgres",
          "duckdb",
          "trino"
        ]
      },
      "sql": {
        "type": "string",
        "description": "One SELECT, or a script of several statements with `into`."
      },
      "file": {
        "type": "string",
        "description": "`-` for standard output; absent where no file was asked for."
      }
    },
    "additionalProperties": false,
    "required": [
      "dialect",
      "sql"
    ],
    "description": "Printed SQL, and the file it was written to where one was asked for."
  },
  "DemoResult": {
    "type": "object",
    "properties": {
      "folder": {
        "type": "string"
      },
      "files": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "result": {
        "$ref": "#/components/schemas/RunResult"
      },
      "movement": {
        "description": "Who moved in the last twelve months.",
        "$ref": "#/components/schemas/Movement"
      },
      "report": {
        "type": "string",
        "description": "The page that shows the result."
      }
    },
    "required": [
      "folder",
      "files",
      "result",
      "movement",
      "report"
    ],
    "additionalProperties": false,
    "description": "What the demo made."
  },
  "ServeResult": {
    "type": "object",
    "properties": {
      "url": {
        "type": "string"
      }
    },
    "required": [
      "url"
    ],
    "additionalProperties": false,
    "description": "What was served, once it is over."
  },
  "McpResult": {
    "type": "object",
    "properties": {
      "store": {
        "type": "string"
      }
    },
    "required": [
      "store"
    ],
    "additionalProperties": false,
    "description": "What an agent was served, once its connection is closed."
  }
};
