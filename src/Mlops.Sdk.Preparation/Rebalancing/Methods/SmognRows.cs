using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>A row to make: on the way to a neighbor, or near its start by noise.</summary>
/// <param name="Start">The row it starts from.</param>
/// <param name="Neighbor">The row it heads for; the start itself with noise.</param>
/// <param name="Share">How far it goes.</param>
/// <param name="Noise">The noise as a share of standard deviations.</param>
/// <param name="Range">The range of the label it belongs to.</param>
/// <param name="Voters">The rows that vote on its categories.</param>
internal readonly record struct SmognRow(int Start, int Neighbor, double Share, double Noise, int Range, int[] Voters);

/// <summary>Rows of rare values, the label made like the features. Nothing leaves the range that was seen: features that of their column, the label that of its range.</summary>
internal sealed class SmognRows(SmognRow[] rows, RebalanceWork work) : NewRows(Array.ConvertAll(rows, row => row.Start))
{
    public override void Numbers(int column, ReadOnlySpan<double> values, Span<double> made) => Move(column, values, made, ofLabel: false);

    public override int[] Codes(ReadOnlySpan<int> codes)
    {
        var made = new int[rows.Length];
        for (int i = 0; i < made.Length; i++) made[i] = rows[i].Noise > 0 ? codes[rows[i].Start] : ClassNeighbors.Vote(rows[i].Voters, codes, codes[rows[i].Start]);
        return made;
    }

    public override Column? Label(Column label)
    {
        var made = new double[rows.Length];
        Move(-1, label.ToNumbers().Span, made, ofLabel: true);
        return label is IntegerColumn ? new IntegerColumn(label.Name, Array.ConvertAll(made, value => (long)Math.Round(value))) : new NumberColumn(label.Name, made);
    }

    private void Move(int column, ReadOnlySpan<double> values, Span<double> made, bool ofLabel)
    {
        RandomStream random = work.Context.Random.Split("noise").Split(column);
        Moments[] ranges = new Moments[work.Rows.Length];
        for (int code = 0; code < ranges.Length; code++)
        {
            ranges[code] = new Moments();
            foreach (int row in work.Rows[code])
                if (double.IsFinite(values[row])) ranges[code].Add(values[row]);
        }

        double low = ranges.Min(one => double.IsNaN(one.Min) ? double.PositiveInfinity : one.Min), high = ranges.Max(one => double.IsNaN(one.Max) ? double.NegativeInfinity : one.Max);
        for (int i = 0; i < made.Length; i++)
        {
            SmognRow row = rows[i];
            Moments own = ranges[row.Range];
            double deviation = double.IsFinite(own.StandardDeviation) ? own.StandardDeviation : 0;
            double start = values[row.Start], end = double.IsNaN(values[row.Neighbor]) ? start : values[row.Neighbor];
            double value = start * (1 - row.Share) + end * row.Share + row.Noise * deviation * random.NextGaussian();
            made[i] = double.IsNaN(value) ? value : ofLabel ? Math.Clamp(value, own.Min, own.Max) : Math.Clamp(value, low, high);
        }
    }
}
