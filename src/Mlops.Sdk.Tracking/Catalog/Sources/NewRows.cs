using System.Globalization;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The rows beyond a watermark, and the watermark that they make.</summary>
/// <param name="Rows">The new rows, ascending.</param>
/// <param name="Missing">How many rows have no value.</param>
/// <param name="Late">How many rows more have the value of the watermark before than were taken in with it: they came later, and are not beyond it.</param>
/// <param name="Watermark">The greatest value, of before or now; null when there is none.</param>
internal sealed record NewRows(int[] Rows, int Missing, long Late, SourceWatermark? Watermark)
{
    /// <summary>Finds them in one pass.</summary>
    /// <exception cref="ArgumentException">The column cannot be ordered, or is of another type than the watermark.</exception>
    public static NewRows Of(Column column, SourceWatermark? before)
    {
        if (column.Type == ColumnType.Flag) throw new ArgumentException($"The column '{column.Name}' holds flags, which do not grow. Name a column of numbers, moments or texts.", nameof(column));
        ColumnType type = column.Type == ColumnType.Category ? ColumnType.Text : column.Type;
        if (before is not null && (before.Column != column.Name || before.Type != type))
            throw new ArgumentException($"The source was taken in by '{before.Column}' ({before.Type}), and now comes '{column.Name}' ({type}). Give that column in that type, or take the watermark off the source to begin anew.", nameof(column));
        return column switch
        {
            NumberColumn numbers => Find(column, type, row => numbers.Values[row], before, text => double.Parse(text, CultureInfo.InvariantCulture), value => value.ToString("R", CultureInfo.InvariantCulture), Comparer<double>.Default),
            IntegerColumn integers => Find(column, type, row => integers.Values[row], before, text => long.Parse(text, CultureInfo.InvariantCulture), value => value.ToString(CultureInfo.InvariantCulture), Comparer<long>.Default),
            TimestampColumn moments => Find(column, type, row => moments.Ticks[row], before, text => DateTime.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).Ticks, value => new DateTime(value, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture), Comparer<long>.Default),
            _ => Find(column, type, column.GetText, before, text => text, value => value, StringComparer.Ordinal),
        };
    }

    private static NewRows Find<T>(Column column, ColumnType type, Func<int, T> value, SourceWatermark? before, Func<string, T> parse, Func<T, string> write, IComparer<T> order)
    {
        T? greatest = default;
        bool known = before is not null;
        if (before is not null)
        {
            try
            {
                greatest = parse(before.Value);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new ArgumentException($"The watermark {ErrorText.Show(before.Value)} of the source is no {type}. Take it off the source to begin anew.", nameof(before), e);
            }
        }

        (T? mark, bool bounded) = (greatest, known);
        List<int> rows = [];
        int missing = 0;
        (long at, long top) = (0, before?.Rows ?? 0);
        for (int row = 0; row < column.Length; row++)
        {
            if (column.IsMissing(row))
            {
                missing++;
                continue;
            }

            T now = value(row);
            int beyond = bounded ? order.Compare(now, mark!) : 1;
            if (beyond == 0) at++;
            if (beyond <= 0) continue;
            rows.Add(row);
            int more = known ? order.Compare(now, greatest!) : 1;
            if (more > 0) (greatest, known, top) = (now, true, 1);
            else if (more == 0) top++;
        }

        long late = before is { Rows: > 0 } && at > before.Rows ? at - before.Rows : 0;
        return new NewRows([.. rows], missing, late, known ? new SourceWatermark(column.Name, type, write(greatest!)) { Rows = top } : null);
    }
}
