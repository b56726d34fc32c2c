namespace Mlops.Sdk;

internal sealed record OneHotEncoding(double MinFraction, int MaxLevels, bool MissingColumn, int MinRows, UnseenLevels Unseen) : EncodingMethod
{
    public double MinFraction { get; init; } = Valid.Within(MinFraction, 0, 1, nameof(MinFraction));

    public int MaxLevels { get; init; } = Valid.AtLeast(MaxLevels, 1, nameof(MaxLevels));

    public int MinRows { get; init; } = Valid.AtLeast(MinRows, 0, nameof(MinRows));

    public UnseenLevels Unseen { get; init; } = Valid.Defined(Unseen, nameof(Unseen));

    internal override ColumnCode Learn(LevelColumn column, EncodingTarget? target)
    {
        int[] counts = column.Count();
        int levels = column.Levels.Count;
        double least = Math.Max(1, Math.Max(MinRows, MinFraction * column.Codes.Length));
        var own = Enumerable.Range(0, levels).Where(code => counts[code] >= least).OrderByDescending(code => counts[code]).ThenBy(code => code).Take(MaxLevels).ToHashSet();
        var map = new int[levels];
        var outputs = new List<string>();
        for (int code = 0; code < levels; code++)
        {
            map[code] = own.Contains(code) ? outputs.Count : -1;
            if (own.Contains(code)) outputs.Add($"{column.Name}={column.Levels[code]}");
        }

        int[] rare = [.. Enumerable.Range(0, levels).Where(code => counts[code] > 0 && !own.Contains(code))];
        foreach (int code in rare) map[code] = outputs.Count;
        int ofRare = rare.Length > 0 ? outputs.Count : -1;
        if (rare.Length > 0) outputs.Add($"{column.Name}=(rare)");
        int missing = MissingColumn ? outputs.Count : -1;
        if (MissingColumn) outputs.Add($"{column.Name}=(missing)");
        int unseen = Unseen switch { UnseenLevels.OwnColumn => outputs.Count, UnseenLevels.AsRare => ofRare, _ => missing };
        if (Unseen == UnseenLevels.OwnColumn) outputs.Add($"{column.Name}=(unseen)");
        return new OneHotCode(column.Name, column.Type, map, missing) { UnseenOutput = unseen, Outputs = [.. outputs], RareLevels = rare.Length, RareRows = rare.Sum(code => counts[code]) };
    }
}

/// <summary>One column of 0 and 1 for every output.</summary>
internal sealed record OneHotCode(string Name, ColumnType Type, int[] Map, int MissingOutput) : ColumnCode(Name, Type)
{
    /// <summary>The output of a level that did not occur at fit; null for that of a missing value.</summary>
    public int? UnseenOutput { get; init; }

    public int RareLevels { get; init; }

    public int RareRows { get; init; }

    public override string Method => "one-hot";

    public override int? LevelCount => Map.Length;

    public override bool TellsUnseen => UnseenOutput is { } unseen && unseen != MissingOutput;

    public override bool IsWhole(int levels) => Map.Length == levels && MissingOutput < Outputs.Length && !(UnseenOutput >= Outputs.Length) && Array.TrueForAll(Map, output => output < Outputs.Length);

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken)
    {
        ReadOnlySpan<int> codes = LevelColumn.Read(column, levels!).Codes.Span;
        double[][] outputs = Allocate(Outputs.Length, codes.Length);
        int unseen = UnseenOutput ?? MissingOutput;
        for (int row = 0; row < codes.Length; row++)
        {
            int output = codes[row] >= 0 ? Map[codes[row]] : unseen == MissingOutput || column.IsMissing(row) ? MissingOutput : unseen;
            if (output >= 0) outputs[output][row] = 1;
        }

        return outputs;
    }
}
