using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Puts into words what a column has to do with a score.</summary>
internal static class ReasonWriter
{
    private const double Unusual = 2.5;
    private const double RareLevel = 0.05;

    public static OutlierReason Write(DetectionColumn learnt, Column column, int row, double share)
    {
        string name = learnt.Name;
        double number = double.NaN;
        if (learnt.Levels is null && !column.IsMissing(row)) column.CopyNumbers(row, new Span<double>(ref number));
        if (column.IsMissing(row) || (learnt.Levels is null && double.IsNaN(number))) return new OutlierReason(name, null, share, null, $"{name} is missing, as in {ReportNumber.Percent(learnt.Missing, 2)} of the training rows.");
        if (learnt.Levels is { } levels)
        {
            int code = ((CategoryColumn)column).Codes[row];
            double part = code < levels.Length ? levels[code] : 0;
            return new OutlierReason(name, column.GetText(row), share, null, part < RareLevel
                ? $"{name} '{column.GetText(row)}' is rare: {ReportNumber.Percent(part, 2)} of the training rows."
                : $"{name} '{column.GetText(row)}' is common by itself ({ReportNumber.Percent(part, 2)} of the training rows) but not beside the other columns.");
        }

        string value = column is FlagColumn ? column.GetText(row) : ReportNumber.Apart(number, learnt.Median);
        if (learnt.Deviation == 0)
            return new OutlierReason(name, value, share, null, number == learnt.Median ? $"{name} {value} is what every training row has." : $"{name} is {value}, and {ReportNumber.Apart(learnt.Median, number)} in every training row.");
        double deviations = (number - learnt.Median) / learnt.Deviation;
        string size = ReportNumber.Format(Math.Abs(deviations), digits: 2), side = deviations < 0 ? "below" : "above";
        string words = deviations == 0 ? $"{name} {value} is the median, but unusual beside the other columns."
            : Math.Abs(deviations) >= Unusual ? $"{name} {value} is {size} robust deviations {side} the median."
            : $"{name} {value} is usual by itself ({size} robust deviations {side} the median) but not beside the other columns.";
        return new OutlierReason(name, value, share, deviations, words);
    }
}
