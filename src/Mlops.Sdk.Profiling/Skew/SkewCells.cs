using System.Text;

namespace Mlops.Sdk;

/// <summary>Whether the cells of a training column and a serving column are the same; both are there.</summary>
internal sealed class SkewCells(Column serving, double tolerance)
{
    private readonly ReadOnlyMemory<double> _numbers = serving is NumberColumn or IntegerColumn ? serving.ToNumbers() : default;
    private readonly byte[][] _levels = LevelsOf(serving);
    private (CategoryLevels? Of, byte[][] Levels) _known = (null, []);

    private delegate ReadOnlySpan<byte> Utf8At(int row);

    /// <summary>Whether two types can be compared at all.</summary>
    public static bool Fit(ColumnType training, ColumnType serving) => training == serving || (IsNumber(training) && IsNumber(serving)) || (IsText(training) && IsText(serving));

    public static bool IsNumber(ColumnType type) => type is ColumnType.Number or ColumnType.Integer;

    public static bool IsText(ColumnType type) => type is ColumnType.Text or ColumnType.Category;

    /// <summary>The comparison for a batch of training rows.</summary>
    public Func<int, int, bool> For(Column training)
    {
        switch (training, serving)
        {
            case (IntegerColumn a, IntegerColumn b): return (row, place) => a.Values[row] == b.Values[place];
            case (TimestampColumn a, TimestampColumn b): return (row, place) => a.Ticks[row] == b.Ticks[place];
            case (FlagColumn a, FlagColumn b): return (row, place) => a.Values[row] == b.Values[place];
            case (NumberColumn or IntegerColumn, _):
                ReadOnlyMemory<double> numbers = training.ToNumbers();
                return (row, place) => IsNear(numbers.Span[row], _numbers.Span[place]);
            default:
                if (training is CategoryColumn category && !ReferenceEquals(_known.Of, category.Levels)) _known = (category.Levels, LevelsOf(category));
                Utf8At left = Texts(training, _known.Levels), right = Texts(serving, _levels);
                return (row, place) => left(row).SequenceEqual(right(place));
        }
    }

    private bool IsNear(double a, double b) => a.Equals(b) || a == b || Math.Abs(a - b) <= tolerance * Math.Max(Math.Abs(a), Math.Abs(b));

    private static Utf8At Texts(Column column, byte[][] levels) => column is CategoryColumn category ? row => levels[category.Codes[row]] : row => ((TextColumn)column).GetUtf8(row);

    private static byte[][] LevelsOf(Column column) => column is CategoryColumn { Levels: var levels } ? [.. levels.Names.Select(Encoding.UTF8.GetBytes)] : [];
}
