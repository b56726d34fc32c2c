namespace Mlops.Sdk;

/// <summary>How folds in time are cut.</summary>
public sealed record TimeFoldOptions
{
    /// <summary>How long before the rows that judge the last row to learn from lies, at least. Needs a timestamp.</summary>
    /// <value>None.</value>
    public TimeSpan Gap { get; init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Gap is at least 0."); }

    /// <summary>How many rows before those that judge are left out, at least.</summary>
    /// <value>0.</value>
    public int GapRows { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "GapRows is at least 0."); }

    /// <summary>At most how many rows are learnt from, the latest ones: a window that slides instead of growing.</summary>
    /// <value>Null: all before.</value>
    public int? MostTrainRows { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "MostTrainRows is at least 1."); }
}
