namespace Mlops.Sdk;

/// <summary>How categories, texts and timestamps become numbers.</summary>
public sealed record EncodingOptions : StageOptions
{
    private const TimestampParts All = (TimestampParts)2047;

    /// <summary>The columns to encode. Numbers, integers and flags are numbers already and pass through even when chosen.</summary>
    /// <value>Every feature that is a category, a text or a timestamp.</value>
    public ColumnSet Columns { get; init; } = ColumnSet.OfType(ColumnType.Category, ColumnType.Text, ColumnType.Timestamp);

    /// <summary>What categories, and texts with few levels, become.</summary>
    /// <value><see cref="EncodingMethod.Auto"/>: one-hot up to 12 levels, the label's mean above.</value>
    public EncodingMethod Method { get; init; } = EncodingMethod.Auto();

    /// <summary>The most distinct values that a text may have at fit to be taken as a category. What becomes of a text with more is told at <see cref="EncodingMethod.Auto"/>; every other method that takes levels leaves it out, and a finding says so.</summary>
    /// <value>100.</value>
    public int MaxTextLevels { get; init; } = 100;

    /// <summary>What timestamps become.</summary>
    /// <value><see cref="TimestampEncoding.Parts"/>.</value>
    public TimestampEncoding Timestamps { get; init; } = TimestampEncoding.Parts;

    /// <summary>Which parts of timestamps.</summary>
    /// <value>Year, month, day of the week and hour.</value>
    public TimestampParts TimestampParts { get; init; } = TimestampParts.Year | TimestampParts.Month | TimestampParts.DayOfWeek | TimestampParts.Hour;

    /// <inheritdoc/>
    public override IEnumerable<string> Problems()
    {
        if (Timestamps != TimestampEncoding.Drop && (TimestampParts == TimestampParts.None || ((int)TimestampParts & ~(int)All) != 0)) yield return $"TimestampParts is {TimestampParts} and must name at least one part and no other.";
        if (MaxTextLevels < 0) yield return FormattableString.Invariant($"MaxTextLevels is {MaxTextLevels} and must be at least 0.");
    }
}
