namespace Mlops.Sdk;

/// <summary>Whose values a profile may show.</summary>
public enum Redaction
{
    /// <summary>Those of every column.</summary>
    None,

    /// <summary>
    /// Those of columns without personal data. Of a column with any (<see cref="ColumnProfile.Pii"/>), texts are shown as masks or short hashes, and least, greatest and quantiles of numbers not at all.
    /// A profile of <see cref="ProfileDetail.Standard"/> does not look into texts: there a column is hidden by its name, and each text that is shown is looked at.
    /// </summary>
    Pii,

    /// <summary>Those of no column: texts are shown as masks or short hashes, least and greatest not at all, quantiles and the edges of histograms rounded to a twentieth of the power of ten above their spread.</summary>
    All,
}
