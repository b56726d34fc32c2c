using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>How a table is profiled and from where on something is worth a finding.</summary>
public sealed record ProfileOptions
{
    /// <summary>How much is looked at.</summary>
    /// <value>Full.</value>
    public ProfileDetail Detail { get; init; } = ProfileDetail.Full;

    /// <summary>How the summary is made: from how many rows on it is a sketch, and how exact that is.</summary>
    /// <value>Exact up to 200,000 rows.</value>
    public DatasetSummaryOptions Summary { get; init; } = new();

    /// <summary>PROF001: a column in which more than this share of the rows is missing.</summary>
    /// <value>0.2.</value>
    public double MissingShare { get; init; } = 0.2;

    /// <summary>PROF004: a pair of numeric features whose correlation is above this in size.</summary>
    /// <value>0.95.</value>
    public double Correlation { get; init; } = 0.95;

    /// <summary>PROF005: a category with more distinct values than this.</summary>
    /// <value>100.</value>
    public int CategoryLevels { get; init; } = 100;

    /// <summary>PROF006: a feature whose skewness is above this in size.</summary>
    /// <value>5.</value>
    public double Skewness { get; init; } = 5;

    /// <summary>PROF007: a label whose rarest class has less than this share of the rows.</summary>
    /// <value>0.1.</value>
    public double RarestClassShare { get; init; } = 0.1;

    /// <summary>PROF009: a feature that alone removes more than this share of the uncertainty about the label.</summary>
    /// <value>0.95.</value>
    public double LabelCertainty { get; init; } = 0.95;

    /// <summary>PROF009: a feature that alone ranks the rows of any two classes of the label better than this (area under the ROC curve), or whose correlation with a numeric label is above this in size.</summary>
    /// <value>0.99.</value>
    public double LabelSeparation { get; init; } = 0.99;

    /// <summary>How many rows of a table are kept to answer how columns go together, at least 100. Up to <see cref="DatasetSummaryOptions.ExactValues"/> rows all are kept, if <see cref="SampleCells"/> allows.</summary>
    /// <value>20,000.</value>
    public int SampleRows { get; init; } = 20_000;

    /// <summary>How many values those rows have at most, all columns together, and half as many when not all rows can be kept; 100 rows are kept in any case.</summary>
    /// <value>20,000,000.</value>
    public long SampleCells { get; init; } = 20_000_000;

    /// <summary>Up to so many columns all pairs are measured; beyond, the most promising ones.</summary>
    /// <value>60.</value>
    public int AssociationColumns { get; init; } = 60;

    /// <summary>How many pairs are measured and told when there are more columns than that.</summary>
    /// <value>1,000.</value>
    public int Associations { get; init; } = 1000;

    /// <summary>Up to this share of rows may contradict that one column determines another.</summary>
    /// <value>0.01.</value>
    public double DependencyViolation { get; init; } = 0.01;

    /// <summary>From where on texts are of a semantic type, tell of persons, or are near to each other.</summary>
    /// <value>A type by 95 % of the values, personal data from 1 %.</value>
    public TextOptions Texts { get; init; } = new();

    /// <summary>What columns of texts and categories mean, by their names: it wins over what the values say, and the profile tells how many values do not fit. A declared type of personal data hides the column under <see cref="Sdk.Redaction.Pii"/>.</summary>
    /// <value>None.</value>
    public SemanticTypes DeclaredTypes { get; init; } = new();

    /// <summary>Which columns' values are kept out of the report, its JSON and its pages. A stored summary (<see cref="ProfileSummary.WriteTo"/>) keeps values all the same.</summary>
    /// <value>None: all values may be shown.</value>
    public Redaction Redaction { get; init; } = Redaction.None;

    /// <summary>Values that fewer rows have are left out of the most frequent values of every column and masked where they are examples.</summary>
    /// <value>1: all are shown.</value>
    public int MinimumGroup { get; init; } = 1;

    /// <summary>Hidden values are shown as short hashes under this key; as masks (<c>AAA-999</c>) without it. It is not stored.</summary>
    /// <value>None.</value>
    [JsonIgnore]
    public RedactionKey? RedactionKey { get; init; }

    /// <summary>How many of the most frequent values are shown of a column.</summary>
    /// <value>10.</value>
    public int TopValues { get; init; } = 10;

    /// <summary>How many bins a histogram has.</summary>
    /// <value>30.</value>
    public int HistogramBins { get; init; } = 30;
}
