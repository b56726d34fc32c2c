using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A text that holds numbers as people write them (<see cref="Dataset.ParseNumbers"/>): the number, and the median of the training rows where there is none.</summary>
internal sealed record NumberTextCode(string Name, ColumnType Type, char DecimalMark, double Median) : ColumnCode(Name, Type)
{
    // What an imputation wrote in place of missing texts is no number.
    private const double LeastShare = 0.75;

    public override string Method => "number";

    public override bool UsesLevels => false;

    public override bool IsWhole(int levels) => Outputs.Length == 1 && DecimalMark is '.' or ',' && double.IsFinite(Median);

    /// <summary>The code of a text, at least three quarters of which are numbers by one decimal mark (by a point, where both read as many); null for any other text.</summary>
    public static NumberTextCode? Learn(TextColumn texts)
    {
        double[] points = Numbers(texts, '.'), commas = Numbers(texts, ',');
        (char mark, double[] numbers) = commas.Length > points.Length ? (',', commas) : ('.', points);
        int present = texts.Length - texts.MissingCount;
        return numbers.Length > 0 && numbers.Length >= LeastShare * present ? new NumberTextCode(texts.Name, texts.Type, mark, Quantiles.Median(numbers)) { Outputs = [texts.Name] } : null;
    }

    public override double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken) =>
        [Array.ConvertAll(Read(column, DecimalMark), number => double.IsNaN(number) ? Median : number)];

    private static double[] Numbers(TextColumn texts, char mark) => Array.FindAll(Read(texts, mark), number => !double.IsNaN(number));

    private static double[] Read(Column column, char mark) => new Dataset(column).ParseNumbers(column.Name, mark, BadValueHandling.Missing)[column.Name].ToNumbers().ToArray();
}
