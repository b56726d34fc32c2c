namespace Mlops.Sdk;

/// <summary>Parts of a timestamp; NaN where it is missing.</summary>
internal sealed record TimestampCode(string Name, string[] Parts) : ColumnCode(Name, ColumnType.Timestamp)
{
    public override string Method => "parts";

    public override bool UsesLevels => false;

    private static readonly string[] s_known = ["year", "month", "day_of_week", "hour", "month_sin", "month_cos", "day_of_week_sin", "day_of_week_cos", "hour_sin", "hour_cos"];

    /// <summary>The parts that vary among the rows.</summary>
    public static ColumnCode Learn(TimestampColumn column, TimestampEncoding encoding)
    {
        if (encoding == TimestampEncoding.Drop) return new DroppedCode(column.Name, column.Type, "asked for");
        string[] parts = [.. ((string[])["year", "month", "day_of_week", "hour"]).Where(part => Varies(column, part))];
        if (encoding == TimestampEncoding.Cycles) parts = [.. parts.SelectMany(part => part == "year" ? [part] : (string[])[part + "_sin", part + "_cos"])];
        return parts.Length == 0
            ? new DroppedCode(column.Name, column.Type, "neither year, month, day of week nor hour varies")
            : new TimestampCode(column.Name, parts) { Outputs = Array.ConvertAll(parts, part => $"{column.Name}={part}") };
    }

    public override bool IsWhole(int levels) => Parts.Length == Outputs.Length && Array.TrueForAll(Parts, s_known.Contains);

    public override double[][] Encode(Column column, CategoryLevels? levels)
    {
        var moments = (TimestampColumn)column;
        double[][] outputs = Allocate(Parts.Length, column.Length);
        for (int i = 0; i < Parts.Length; i++)
        {
            Func<DateTime, double> read = Reader(Parts[i]);
            for (int row = 0; row < moments.Length; row++) outputs[i][row] = moments.IsMissing(row) ? double.NaN : read(new DateTime(moments.Ticks[row]));
        }

        return outputs;
    }

    private static bool Varies(TimestampColumn column, string part)
    {
        Func<DateTime, double> read = Reader(part);
        double first = double.NaN;
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsMissing(row)) continue;
            double value = read(new DateTime(column.Ticks[row]));
            if (double.IsNaN(first)) first = value;
            else if (value != first) return true;
        }

        return false;
    }

    private static Func<DateTime, double> Reader(string part) => part switch
    {
        "year" => moment => moment.Year,
        "month" => moment => moment.Month,
        "day_of_week" => DayOfWeek,
        "hour" => moment => moment.Hour,
        "month_sin" => moment => Math.Sin(Math.Tau * (moment.Month - 1) / 12),
        "month_cos" => moment => Math.Cos(Math.Tau * (moment.Month - 1) / 12),
        "day_of_week_sin" => moment => Math.Sin(Math.Tau * (DayOfWeek(moment) - 1) / 7),
        "day_of_week_cos" => moment => Math.Cos(Math.Tau * (DayOfWeek(moment) - 1) / 7),
        "hour_sin" => moment => Math.Sin(Math.Tau * moment.Hour / 24),
        "hour_cos" => moment => Math.Cos(Math.Tau * moment.Hour / 24),
        _ => throw new InvalidDataException($"'{part}' is no part of a timestamp."),
    };

    // Monday 1 to Sunday 7, as in ISO 8601.
    private static double DayOfWeek(DateTime moment) => ((int)moment.DayOfWeek + 6) % 7 + 1;
}

/// <summary>A column that is left out.</summary>
internal sealed record DroppedCode(string Name, ColumnType Type, string Reason) : ColumnCode(Name, Type)
{
    public override string Method => "left out";

    public override bool IsRead => false;

    public override bool UsesLevels => false;

    public override double[][] Encode(Column column, CategoryLevels? levels) => [];
}
