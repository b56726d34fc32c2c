namespace Mlops.Sdk;

/// <summary>What the way to a leaf asks of one feature: all its splits on that way together.</summary>
internal sealed class ShapCondition(int feature)
{
    private List<(CategorySet Set, bool Inside)>? _sets;

    public int Feature => feature;

    /// <summary>A number must not be at most this; NaN asks nothing.</summary>
    public float Low { get; private set; } = float.NaN;

    /// <summary>A number must be at most this.</summary>
    public float High { get; private set; } = float.PositiveInfinity;

    /// <summary>Whether a missing value comes this way.</summary>
    public bool TakesMissing { get; private set; } = true;

    /// <summary>The share of the training rows that come this way where the feature is not known.</summary>
    public double Share { get; private set; } = 1;

    public bool HasSets => _sets is not null;

    /// <summary>Adds a split that the way passes to one side, with the share of its rows that go there.</summary>
    public void Pass(TreeNode split, bool left, double share)
    {
        if (split.LeftCategories is { } set) (_sets ??= []).Add((set, left));
        else if (left) High = Math.Min(High, split.Threshold);
        else Low = float.IsNaN(Low) ? split.Threshold : Math.Max(Low, split.Threshold);
        TakesMissing &= split.MissingGoesLeft == left;
        Share *= share;
    }

    public bool Holds(float value)
    {
        if (float.IsNaN(value)) return TakesMissing;
        if (!(value <= High) || value <= Low) return false;
        if (_sets is not null)
        {
            foreach ((CategorySet set, bool inside) in _sets)
                if (set.Contains(value) != inside) return false;
        }

        return true;
    }

    public ShapCondition Copy() => new(feature) { Low = Low, High = High, TakesMissing = TakesMissing, Share = Share, _sets = _sets is null ? null : [.. _sets] };
}
