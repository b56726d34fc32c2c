using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How the difference of two models on the same rows is tested.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DifferenceTest>))]
public enum DifferenceTest
{
    /// <summary>DeLong for AUC and Gini of two classes, McNemar for accuracy, both without weights; the bootstrap for all else.</summary>
    Auto,

    /// <summary>DeLong's test (1988) for AUC and Gini of two classes.</summary>
    DeLong,

    /// <summary>McNemar's test for accuracy: exact below 25 rows that one model has right and the other wrong.</summary>
    McNemar,

    /// <summary>Resamples of the rows within each class, the same for both models; the difference over its bootstrap standard error is read as normal. Any metric.</summary>
    Bootstrap,

    /// <summary>The predictions of the two models are swapped row by row at random: how often is the difference as large? Any metric. The interval is the bootstrap's.</summary>
    Permutation,

    /// <summary>A t-test over folds corrected for training parts that overlap (Nadeau and Bengio 2003). Of cross-validations only.</summary>
    CorrectedResampledT,
}
