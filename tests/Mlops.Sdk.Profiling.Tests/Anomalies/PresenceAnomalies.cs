using static Mlops.Sdk.Profiling.Tests.Anomalies.AnomalyCase;

namespace Mlops.Sdk.Profiling.Tests.Anomalies;

/// <summary>Values that are missing, too few or too many: in a column, in a row, in a vector, in one of two columns that belong together.</summary>
internal static class PresenceAnomalies
{
    private static readonly string[] s_tags = ["tag.0", "tag.1", "tag.2"], s_pair = ["index.1", "value.1"];

    public static IEnumerable<AnomalyCase> All =>
    [
        Broken("FEATURE_TYPE_LOW_FRACTION_PRESENT", "VAL003", "x", 2, Rule.IsPresent("x") with { Mostly = 0.75 }, Of(Words("x", "a", null, null, "b")), Of(Words("x", "a", null, "c", "b"))),
        Broken("FEATURE_TYPE_LOW_FRACTION_PRESENT", "VAL003", "x", 1, Rule.IsPresent("x"), Of(Numbers("x", 1, double.NaN)), Of(Numbers("x", 1, 2))),
        Broken("FEATURE_TYPE_LOW_NUMBER_PRESENT", "VAL016", "x", 2, Rule.PresentCount("x", 3), Of(Words("x", "a", null, null, "b")), Of(Words("x", "a", null, "c", "b"))),
        Broken("FEATURE_TYPE_NOT_PRESENT", "VAL016", "x", 0, Rule.PresentCount("x", 1), Of(Numbers("x", double.NaN, double.NaN)), Of(Numbers("x", double.NaN, 1))),
        Broken("FEATURE_TYPE_NOT_PRESENT", "VAL003", "x", 2, Of(Words("x", null, null)), (s_inTraining, new() { Environment = "train" }), (s_inTraining, new() { Environment = "serve" })),
        Found("FEATURE_TYPE_NOT_PRESENT", "PROF010", "x", null, FindingCorpus.All["PROF010"].Fires(), FindingCorpus.All["PROF010"].Silent()),

        // A list of values is a group of columns, a row's length of it the number of them that are there.
        Broken("FEATURE_TYPE_HIGH_NUMBER_VALUES", "VAL027", "tag.2", 1, Rule.ValueCount(s_tags, 0, 2), Tags(["a", "b", null], ["a", "b", "c"]), Tags(["a", "b", null], [null, "b", "c"])),
        Broken("FEATURE_TYPE_LOW_NUMBER_VALUES", "VAL027", "tag.0", 2, Rule.ValueCount(s_tags, 2), Tags(["a", null, null], ["a", "b", "c"], [null, null, null]), Tags(["a", null, "c"], ["a", "b", "c"])),
        Broken("FEATURE_TYPE_NO_VALUES", "VAL027", "tag.0", 1, Rule.ValueCount(s_tags, 1), Tags([null, null, null], ["a", null, null]), Tags([null, null, "c"], ["a", null, null])),
        Broken("FEATURE_TYPE_UNEXPECTED_REPEATED", "VAL027", "tag.1", 1, Rule.ValueCount(s_tags, 0, 1), Tags(["a", null, null], ["a", "b", null]), Tags(["a", null, null], [null, "b", null])),
        Broken("EMBEDDING_SHAPE_INVALID", "VAL027", "e.0", 2, Rule.ValueCount(["e.0", "e.1"], 2), Of(Numbers("e.0", 1, 2, 3), Numbers("e.1", 1, double.NaN, double.NaN)), Of(Numbers("e.0", 1, 2), Numbers("e.1", 1, 2))),
        Found("EMBEDDING_SHAPE_INVALID", "PROF091", "v", null, FindingCorpus.All["PROF091"].Fires(), FindingCorpus.All["PROF091"].Silent()),
        Broken("INVALID_FEATURE_SHAPE", "VAL017", "e.2", null, Rule.ColumnsAre(["e.0", "e.1"]), Of(Numbers("e.0", 1), Numbers("e.1", 1), Numbers("e.2", 1)), Of(Numbers("e.0", 1), Numbers("e.1", 1))),
        Broken("INVALID_FEATURE_SHAPE", "VAL027", "e.1", 1, Rule.ValueCount(["e.0", "e.1"], 2), Of(Numbers("e.0", 1), Numbers("e.1", double.NaN)), Of(Numbers("e.0", 1), Numbers("e.1", 2))),

        // Index and value, or value and weight, are two columns of which each row has both or neither.
        Broken("SPARSE_FEATURE_MISSING_VALUE", "VAL019", "value", 1, Together("index", "value"), Of(Integers("index", 3, 4), Numbers("value", 0.5, double.NaN)), Of(Integers("index", 3, 4), Numbers("value", 0.5, 1))),
        Broken("SPARSE_FEATURE_MISSING_INDEX", "VAL019", "index", 1, Together("value", "index"), Of(Words("index", "3", null), Numbers("value", 0.5, 1)), Of(Words("index", "3", null), Numbers("value", 0.5, double.NaN))),
        Broken("SPARSE_FEATURE_LENGTH_MISMATCH", "VAL019", "value.1", 1, s_sameLength, Of(Words("index.1", "3", "4"), Numbers("value.1", 0.5, double.NaN)), Of(Words("index.1", "3", null), Numbers("value.1", 0.5, double.NaN))),
        Refused("SPARSE_FEATURE_NAME_COLLISION", nameof(ArgumentException), "x", () => Of(Integers("x", 3), Numbers("x", 0.5)), () => Of(Integers("x", 3), Numbers("x_value", 0.5))),
        Refused("SPARSE_FEATURE_NAME_COLLISION", "MLO1501", "x", () => Dataset.ParseCsv("x,x\n3,0.5\n"), () => Dataset.ParseCsv("x,y\n3,0.5\n")),
        Broken("WEIGHTED_FEATURE_MISSING_VALUE", "VAL019", "x", 1, Together("w", "x"), Of(Numbers("w", 1, 2), Numbers("x", 0.5, double.NaN)), Of(Numbers("w", 1, double.NaN), Numbers("x", 0.5, double.NaN))),
        Broken("WEIGHTED_FEATURE_MISSING_WEIGHT", "VAL019", "w", 1, Together("x", "w"), Of(Numbers("w", 1, double.NaN), Numbers("x", 0.5, 2)), Of(Numbers("w", 1, double.NaN), Numbers("x", 0.5, double.NaN))),
        Found("WEIGHTED_FEATURE_MISSING_WEIGHT", "PROF038", "x", null, FindingCorpus.All["PROF038"].Fires(), FindingCorpus.All["PROF038"].Silent()),
        Broken("WEIGHTED_FEATURE_LENGTH_MISMATCH", "VAL019", "index.1", 2, s_sameLength, Of(Words("index.1", null, "4"), Numbers("value.1", 0.5, double.NaN)), Of(Words("index.1", "3", "4"), Numbers("value.1", 0.5, 1))),
        Refused("WEIGHTED_FEATURE_NAME_COLLISION", nameof(ArgumentException), "w", () => Weights("x", "w"), () => Weights("w")),
    ];

    private static readonly Rule s_inTraining = Rule.IsPresent("x") with { Environments = ["train"] };
    private static readonly Rule s_sameLength = Rule.When(Rule.ValueCount(s_pair, 1), Rule.ValueCount(s_pair, 2));

    private static Rule Together(string where, string also) => Rule.When(Rule.IsPresent(where), Rule.IsPresent(also));

    private static Schema Weights(params string[] names) => new(names.Select(name => new Field(name, ColumnType.Number, ColumnRole.Weight)));

    private static Dataset Tags(params string?[][] rows) => Of([.. s_tags.Select((name, i) => Words(name, [.. rows.Select(row => row[i])]))]);
}
