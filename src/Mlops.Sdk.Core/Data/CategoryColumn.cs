using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Values out of a list of levels, held as codes into that list; -1 is missing.</summary>
public sealed class CategoryColumn : Column
{
    private readonly ReadOnlyMemory<int> _codes;

    /// <summary>A column over codes that are not copied and not to be changed afterwards.</summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="codes">Codes from -1 (missing) to the number of levels less one. Not checked: a caller that reads them from outside checks them.</param>
    /// <param name="levels">The levels.</param>
    public CategoryColumn(string name, ReadOnlyMemory<int> codes, CategoryLevels levels)
        : base(name, codes.Length)
    {
        ArgumentNullException.ThrowIfNull(levels);
        _codes = codes;
        Levels = levels;
    }

    /// <summary>A column over strings; levels are in ordinal order, null is missing, half of a surrogate pair is U+FFFD.</summary>
    public static CategoryColumn FromValues(string name, IEnumerable<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string?[] all = [.. values.Select(value => value is null ? null : SoundText.Of(value))];
        ImmutableArray<string> names = [.. all.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var levels = new CategoryLevels(names);
        return new CategoryColumn(name, Array.ConvertAll(all, value => value is null ? -1 : levels.IndexOf(value)), levels);
    }

    /// <inheritdoc/>
    public override ColumnType Type => ColumnType.Category;

    /// <summary>Codes into <see cref="Levels"/>, -1 where missing.</summary>
    public ReadOnlySpan<int> Codes => _codes.Span;

    /// <summary>The levels; some may not occur in these rows.</summary>
    public CategoryLevels Levels { get; }

    /// <summary>The codes as memory, which is the column's own.</summary>
    public ReadOnlyMemory<int> ToCodes() => _codes;

    /// <inheritdoc/>
    public override int MissingCount => System.MemoryExtensions.Count(_codes.Span, -1);

    /// <inheritdoc/>
    public override bool IsMissing(int row) => _codes.Span[row] < 0;

    /// <summary>The level of a row, or null where missing.</summary>
    public string? GetLevel(int row) => _codes.Span[row] is var code and >= 0 ? Levels[code] : null;

    /// <inheritdoc/>
    public override object? GetValue(int row) => GetLevel(row);

    /// <inheritdoc/>
    public override string GetText(int row) => GetLevel(row) ?? "";

    /// <inheritdoc/>
    public override Column Slice(int start, int length)
    {
        CheckRange(start, length, Length);
        return new CategoryColumn(Name, _codes.Slice(start, length), Levels);
    }

    /// <inheritdoc/>
    public override Column Take(ReadOnlySpan<int> rows) => new CategoryColumn(Name, Gather(Codes, rows), Levels);

    /// <inheritdoc/>
    public override Column WithName(string name) => new CategoryColumn(name, _codes, Levels);

    /// <summary>The same values coded against other levels; a value that is none of them becomes missing.</summary>
    public CategoryColumn WithLevels(CategoryLevels levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        if (levels.Equals(Levels)) return this;
        ReadOnlySpan<int> codes = Codes;
        var mapped = new int[codes.Length];
        // A few rows are looked up one by one; many share one look-up of every level.
        int[]? map = codes.Length < Levels.Count ? null : [.. Levels.Names.Select(levels.IndexOf)];
        for (int row = 0; row < mapped.Length; row++) mapped[row] = codes[row] < 0 ? -1 : map is null ? levels.IndexOf(Levels[codes[row]]) : map[codes[row]];
        return new CategoryColumn(Name, mapped, levels);
    }
}
