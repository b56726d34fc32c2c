namespace Mlops.Sdk;

/// <summary>What is kept of one column of the reference.</summary>
internal abstract record ColumnBaseline(string Name, ColumnType Type, long Rows, long Missing)
{
    /// <summary>What has to be gathered of a column of the reference.</summary>
    public static ColumnScan ScanReference(Field field, DriftOptions options) => field.Type switch
    {
        ColumnType.Flag => new() { Levels = new LevelTally(int.MaxValue) },
        ColumnType.Category => new() { Levels = new LevelTally(options.MaxCategoryLevels), SampledLevels = SampleOf(field, options.MaxCategoryLevels, options.MaxReferenceRows) },
        ColumnType.Text => new() { Levels = new LevelTally(options.MaxTextLevels) },
        ColumnType.Integer => new() { Levels = new LevelTally(options.MaxIntegerLevels), Numbers = new NumberSample(options.MaxReferenceRows) },
        _ => new() { Numbers = new NumberSample(options.MaxReferenceRows) },
    };

    /// <summary>What is kept of a column that was gathered.</summary>
    public static ColumnBaseline Of(Field field, ColumnScan scan, DriftOptions options) => field.Type switch
    {
        ColumnType.Category => new LevelBaseline(field.Name, field.Type, scan.Rows, scan.Missing, scan.LevelCounts()),
        ColumnType.Text when scan.Levels!.IsOver => new OpaqueBaseline(field.Name, field.Type, scan.Rows, scan.Missing, options.MaxTextLevels),
        _ when scan.Levels is { IsOver: false } levels => new LevelBaseline(field.Name, field.Type, scan.Rows, scan.Missing, levels.ToCounts()),
        _ => NumberBaseline.Of(field, scan, options.Bins),
    };

    /// <summary>What has to be gathered of a column, of any type, to compare it with this one.</summary>
    public abstract ColumnScan ScanCurrent(Field current, DriftOptions options);

    /// <summary>Compares what was gathered of a column with this one.</summary>
    public abstract ColumnComparison Compare(ColumnScan current);

    /// <summary>A sample of levels for a column that may have too many of them; none where the source states few enough.</summary>
    protected static LevelSample? SampleOf(Field field, int maxLevels, int maxRows) => field.Levels?.Count <= maxLevels ? null : new LevelSample(maxRows);
}
