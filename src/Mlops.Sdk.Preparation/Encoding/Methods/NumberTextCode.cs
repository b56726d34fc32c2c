using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A text that holds numbers as people write them (<see cref="Dataset.ParseNumbers"/>): the number, and the median where there is none.</summary>
internal sealed record NumberTextCode(string Name, ColumnType Type, char DecimalMark, double Median) : ColumnCode(Name, Type)
{
    // What an imputation wrote in place of missing texts is no number.
    private const double LeastShare = 0.75;
    private const int MostRows = 4096;

    // Longer numbers are keys: a double cannot tell neighbours apart from here on.
    private const double Greatest = 1L << 53;

    public override string Method => "number";

    public override bool UsesLevels => false;

    public override bool IsWhole(int levels) => Outputs.Length == 1 && DecimalMark is '.' or ',' && double.IsFinite(Median);

    /// <summary>The code of a text, judged by 4,096 to 8,191 rows spread evenly over a longer column: at least three quarters of them are numbers by one decimal mark (by a point, where both read as many); null for any other text. The median is that of those rows.</summary>
    public static NumberTextCode? Learn(TextColumn texts)
    {
        int step = Math.Max(1, texts.Length / MostRows);
        Column some = step == 1 ? texts : texts.Take([.. Enumerable.Range(0, texts.Length / step).Select(i => i * step)]);
        double[] points = Numbers(some, '.'), commas = Numbers(some, ',');
        (char mark, double[] numbers) = commas.Length > points.Length ? (',', commas) : ('.', points);
        int present = some.Length - some.MissingCount;
        return numbers.Length > 0 && numbers.Length >= LeastShare * present ? new NumberTextCode(texts.Name, texts.Type, mark, Quantiles.Median(numbers)) { Outputs = [texts.Name] } : null;
    }

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken) =>
        [Array.ConvertAll(Read(column, DecimalMark), number => double.IsNaN(number) ? Median : number)];

    private static double[] Numbers(Column texts, char mark) => Array.FindAll(Read(texts, mark), number => !double.IsNaN(number));

    private static double[] Read(Column column, char mark) =>
        Array.ConvertAll(new Dataset(column).ParseNumbers(column.Name, mark, BadValueHandling.Missing)[column.Name].ToNumbers().ToArray(), number => Math.Abs(number) <= Greatest ? number : double.NaN);
}
