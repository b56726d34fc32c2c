using static Mlops.Sdk.Profiling.Tests.Anomalies.AnomalyCase;

namespace Mlops.Sdk.Profiling.Tests.Anomalies;

/// <summary>Tokens of texts: how often they come, where they stand, whether they are known.</summary>
internal static class SequenceAnomalies
{
    public static IEnumerable<AnomalyCase> All =>
    [
        Broken("SEQUENCE_VALUE_TOO_FEW_OCCURRENCES", "VAL006", "x", 1, Rule.Matches("x", @".*\[SEP\].*\[SEP\].*"), Of(Words("x", "a [SEP] b [SEP]", "a [SEP] b")), Of(Words("x", "a [SEP] b [SEP]", "[SEP][SEP][SEP]", null))),
        Broken("SEQUENCE_VALUE_TOO_MANY_OCCURRENCES", "VAL006", "x", 1, Rule.DoesNotMatch("x", @".*\[SEP\].*\[SEP\].*"), Of(Words("x", "a [SEP] b [SEP]", "a [SEP] b")), Of(Words("x", "a [SEP] b", "none"))),
        Broken("SEQUENCE_VALUE_TOO_SMALL_FRACTION", "VAL006", "x", 2, Rule.Matches("x", @".*\[SEP\].*") with { Mostly = 0.5 }, Of(Words("x", "a [SEP]", "b", "c")), Of(Words("x", "a [SEP]", "b"))),
        Broken("SEQUENCE_VALUE_TOO_LARGE_FRACTION", "VAL006", "x", 2, Rule.DoesNotMatch("x", @".*\[UNK\].*") with { Mostly = 0.5 }, Of(Words("x", "a [UNK]", "[UNK]", "c")), Of(Words("x", "a [UNK]", "b"))),
        Broken("NLP_WRONG_LOCATION", "VAL006", "x", 1, Rule.Matches("x", @"\[CLS\].*"), Of(Words("x", "[CLS] a", "a [CLS]")), Of(Words("x", "[CLS] a", "[CLS]"))),

        // One row a token.
        Broken("FEATURE_COVERAGE_TOO_LOW", "VAL005", "token", 2, Rule.InSet("token", "a", "red", "house") with { Mostly = 0.75 }, Of(Words("token", "a", "reed", "hous", "a")), Of(Words("token", "a", "red", "hous", "a"))),
        Broken("FEATURE_COVERAGE_TOO_SHORT_AVG_TOKEN_LENGTH", "VAL016", "token", 2, Rule.MeanLength("token", min: 3), Of(Words("token", "a", "red")), Of(Words("token", "a", "house", null))),
    ];
}
