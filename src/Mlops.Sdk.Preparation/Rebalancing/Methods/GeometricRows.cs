using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>Rows in balls around others; categories by the vote of neighbors. A number that the start misses is missing, and nothing leaves what was seen of its column.</summary>
internal sealed class GeometricRows : NewRows
{
    private readonly double[] _offsets;
    private readonly int[] _places;
    private readonly PairList _pairs;
    private readonly RebalanceSpace _space;

    public GeometricRows(PairList pairs, RebalanceSpace space, RebalanceWork work, double truncation, double deformation)
        : base(pairs.Starts.ToArray())
    {
        _space = space;
        _pairs = pairs;
        _places = space.PlacesOf(work.Train.Schema);
        int width = space.Shape.Numbers;
        _offsets = new double[(long)pairs.Count * width];
        RandomStream random = work.Context.Random.Split("ball");
        Parallel.For(0, pairs.Count, work.Context.Parallel, () => new Scratch(width, space.Shape.Codes), (i, _, scratch) =>
        {
            space.Read(pairs.Starts[i], scratch.From, scratch.Codes);
            space.Read(pairs.Neighbors[i], scratch.To, scratch.Codes);
            for (int c = 0; c < width; c++) scratch.To[c] = double.IsNaN(scratch.To[c] - scratch.From[c]) ? 0 : scratch.To[c] - scratch.From[c];
            if (width > 0) GeometricDraw.Offset(scratch.To, truncation, deformation, random.Split(i), scratch.From);
            for (int c = 0; c < width; c++) _offsets[(i * width) + c] = scratch.From[c];
            return scratch;
        }, _ => { });
    }

    public override void Numbers(int column, ReadOnlySpan<double> values, Span<double> made)
    {
        int place = _places[column], width = _space.Shape.Numbers;
        double unit = _space.UnitOf(place);
        (double low, double high) = Descriptive.Range(values);
        for (int i = 0; i < made.Length; i++)
        {
            double start = values[Starts[i]];
            made[i] = double.IsNaN(start) ? start : Math.Clamp(start + (_offsets[(i * width) + place] * unit), low, high);
        }
    }

    public override int[] Codes(ReadOnlySpan<int> codes)
    {
        var made = new int[Count];
        for (int i = 0; i < made.Length; i++) made[i] = ClassNeighbors.Vote(_pairs.Voters[i], codes, codes[Starts[i]]);
        return made;
    }

    private sealed class Scratch(int numbers, int codes)
    {
        public double[] From { get; } = new double[numbers];

        public double[] To { get; } = new double[numbers];

        public int[] Codes { get; } = new int[codes];
    }
}
