using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A column that both profiles have, and what can be compared of it.</summary>
internal sealed class ColumnMatch
{
    private const int FewNumbers = 50, LeastForKey = 50;
    private const double KeyShare = 0.98;

    public ColumnMatch(ColumnProfile before, ColumnProfile after, double rate)
    {
        Before = before;
        After = after;
        Rate = rate;
        IsSameType = before.Type == after.Type;
        IsComparable = IsSameType || IsWidened(before.Type, after.Type);
        IsKey = LooksLikeKey(before);
        bool values = IsComparable && before.Present > 0 && after.Present > 0 && !IsKey && before.Type != ColumnType.Timestamp;
        HasNumbers = values && before.IsRealNumber() && after.IsRealNumber();
        if (values && HasLevels(before) && HasLevels(after)) Levels = LevelMatch.Of(before, after, rate);
        Distance = HasNumbers ? NumberDistance.Of(before.Summary, after.Summary, rate) : Levels?.Distance;
    }

    public ColumnProfile Before { get; }

    public ColumnProfile After { get; }

    /// <summary>The probability of a false alarm for each measure.</summary>
    public double Rate { get; }

    public string Name => After.Name;

    public bool IsSameType { get; }

    /// <summary>Whether values of one are values of the other: the same type, numbers of either kind, texts and categories.</summary>
    public bool IsComparable { get; }

    /// <summary>Whether the column names rows, so that its values are always others.</summary>
    public bool IsKey { get; }

    public bool HasNumbers { get; }

    /// <summary>The values with their counts; null where there are too many to count or an order tells more.</summary>
    public LevelMatch? Levels { get; }

    public DistributionDistance? Distance { get; }

    /// <summary>What a difference of shares of the rows may come to by chance.</summary>
    public double MissingNoise => SamplingNoise.ShareDifference(Before.Missing, Before.Rows, After.Missing, After.Rows, Rate);

    public ColumnDifference ToDifference()
    {
        double difference = !IsComparable ? 1 : Math.Max(Net(After.MissingShare - Before.MissingShare, MissingNoise), Distance is { } distance ? Net(distance.Distance, distance.Noise) : 0);
        return new ColumnDifference(Name, Before, After, Distance, Levels?.Shown() ?? [], difference);
    }

    private static double Net(double value, double noise) => double.IsNaN(value) || double.IsNaN(noise) ? 0 : Math.Clamp(Math.Abs(value) - noise, 0, 1);

    private static bool IsWidened(ColumnType before, ColumnType after) => (before, after) is
        (ColumnType.Integer, ColumnType.Number) or (ColumnType.Number, ColumnType.Integer) or (ColumnType.Category, ColumnType.Text) or (ColumnType.Text, ColumnType.Category);

    private static bool HasLevels(ColumnProfile column) => column.Summary.AreCountsExact && column.Type switch
    {
        ColumnType.Category or ColumnType.Text or ColumnType.Flag => true,
        ColumnType.Integer => column.Distinct <= FewNumbers,
        _ => false,
    };

    private static bool LooksLikeKey(ColumnProfile column) => column.Role == ColumnRole.Id || column.LooksLikeIdentifier()
        || (column.Type is ColumnType.Text or ColumnType.Category && column.Present >= LeastForKey && column.Distinct >= KeyShare * column.Present);
}
