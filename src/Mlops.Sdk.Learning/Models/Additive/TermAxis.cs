using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>How the values of one feature fall into the cells of a table: numbers by cuts, categories by groups of levels. The last cell is for missing values. Immutable.</summary>
public sealed class TermAxis
{
    private readonly double[] _cuts;
    private readonly int[] _groups;

    private TermAxis(int feature, double[] cuts, int[] groups, int cells) => (Feature, _cuts, _groups, CellCount) = (feature, cuts, groups, cells);

    /// <summary>The index of the feature.</summary>
    public int Feature { get; }

    /// <summary>The number of cells, with the last one, for missing values.</summary>
    public int CellCount { get; }

    /// <summary>Whether the feature is a category.</summary>
    public bool IsCategory => _groups.Length > 0;

    /// <summary>Ascending cuts; a number lies in the cell of the first cut that is not below it. Empty for categories.</summary>
    public ReadOnlySpan<double> Cuts => _cuts;

    /// <summary>The cell of each level of a category, by its code; empty for numbers.</summary>
    public ReadOnlySpan<int> Groups => _groups;

    /// <summary>An axis of numbers.</summary>
    /// <param name="feature">The index of the feature.</param>
    /// <param name="cuts">Strictly ascending finite cuts; c cuts make c + 1 cells and one for missing values.</param>
    /// <exception cref="ArgumentException">The cuts do not ascend or are not finite.</exception>
    public static TermAxis Numbers(int feature, IEnumerable<double> cuts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feature);
        double[] all = [.. cuts];
        if (!all.All(double.IsFinite) || all.Zip(all.Skip(1)).Any(pair => !(pair.First < pair.Second))) throw new ArgumentException("Cuts are finite and ascend.", nameof(cuts));
        return new TermAxis(feature, all, [], all.Length + 2);
    }

    /// <summary>An axis of levels.</summary>
    /// <param name="feature">The index of the feature.</param>
    /// <param name="groups">The cell of each level by its code, from 0 without gaps; -1 for levels that count as missing.</param>
    /// <exception cref="ArgumentException">There is no level, or cells are left out.</exception>
    public static TermAxis Levels(int feature, IEnumerable<int> groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feature);
        int[] all = [.. groups];
        int[] cells = [.. all.Where(cell => cell != -1).Distinct().Order()];
        if (all.Length == 0 || cells.Where((cell, index) => cell != index).Any()) throw new ArgumentException("Levels have cells from 0 without gaps, or -1.", nameof(groups));
        return new TermAxis(feature, [], all, cells.Length + 1);
    }

    /// <summary>The cell of a value.</summary>
    /// <param name="value">A number, or the code of a level; NaN where missing.</param>
    public int CellOf(double value)
    {
        if (IsCategory) return value >= 0 && value < _groups.Length && _groups[(int)value] is var cell and >= 0 ? cell : CellCount - 1;
        if (double.IsNaN(value)) return CellCount - 1;
        int low = 0, length = _cuts.Length;
        while (length > 0)
        {
            int half = length / 2;
            bool above = _cuts[low + half] < value;
            low = above ? low + half + 1 : low;
            length = above ? length - half - 1 : half;
        }

        return low;
    }

    internal void WriteTo(ModelWriter writer)
    {
        writer.Write(Feature);
        writer.Write((byte)(IsCategory ? 1 : 0));
        writer.Write(IsCategory ? _groups.Length : _cuts.Length);
        foreach (double cut in _cuts) writer.Write(cut);
        foreach (int group in _groups) writer.Write(group);
    }

    internal static TermAxis Read(ref ModelReader reader, int features)
    {
        int feature = AdditiveFormat.ReadFeature(ref reader, features);
        byte kind = reader.ReadByte("the kind of an axis");
        try
        {
            if (kind == 0) return Numbers(feature, AdditiveFormat.ReadFinite(ref reader, reader.ReadCount("the number of cuts", 0, 8), "a cut"));
            if (kind != 1) throw reader.Fault($"an axis is of the unknown kind {kind}");
            var groups = new int[reader.ReadCount("the number of levels", 1, 4)];
            foreach (ref int group in groups.AsSpan()) group = reader.ReadInt32("the cell of a level");
            return Levels(feature, groups);
        }
        catch (ArgumentException exception)
        {
            throw reader.Fault(exception.Message);
        }
    }
}
