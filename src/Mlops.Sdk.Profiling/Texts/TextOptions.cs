namespace Mlops.Sdk;

/// <summary>From where on texts are of a type or near to each other, and how much is shown of them. What is gathered does not depend on it.</summary>
public sealed record TextOptions
{
    /// <summary>A column has a semantic type when at least this share of its values fits it, empty and blank texts and words for nothing aside.</summary>
    /// <value>0.95.</value>
    public double TypeShare { get; init; } = 0.95;

    /// <summary>A column has a semantic type when it has at least so many such values.</summary>
    /// <value>10.</value>
    public int TypeRows { get; init; } = 10;

    /// <summary>Codes of two or three letters are countries, currencies, languages or states when there are at least so many different ones, or the name of the column says so.</summary>
    /// <value>3.</value>
    public int CodeLevels { get; init; } = 3;

    /// <summary><see cref="ColumnProfile.PiiKinds"/> has the kinds of personal data in at least this share of the values. <see cref="ColumnProfile.Pii"/> and redaction have all.</summary>
    /// <value>0.01.</value>
    public double PiiShare { get; init; } = 0.01;

    /// <summary>How many patterns are shown.</summary>
    /// <value>10.</value>
    public int Patterns { get; init; } = 10;

    /// <summary>How many groups of spellings and how many near levels are shown.</summary>
    /// <value>10.</value>
    public int Variants { get; init; } = 10;

    /// <summary>Near levels are looked for in columns of at most so many levels.</summary>
    /// <value>1,000.</value>
    public int NearLevels { get; init; } = 1000;

    /// <summary>A level may be a slip of the pen for one that has so many times its rows.</summary>
    /// <value>20.</value>
    public double NearRatio { get; init; } = 20;
}
