using Microsoft.ML;
using Microsoft.ML.Data;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk.Benchmarks;

/// <summary>Rows of 30 numbers with a label, as columns and as the row objects that ML.NET loads.</summary>
internal sealed class WideTable
{
    public const int Width = 30;

    public WideTable(int rows, ulong seed = 1)
    {
        RandomStream random = new(seed);
        double[][] columns = [.. Enumerable.Range(0, Width).Select(_ => new double[rows])];
        bool[] label = new bool[rows];
        Rows = new WideRow[rows];
        for (int row = 0; row < rows; row++)
        {
            float[] features = new float[Width];
            for (int i = 0; i < Width; i++)
                columns[i][row] = features[i] = (float)random.NextGaussian();
            label[row] = features[0] + (features[1] * features[2]) + (features[3] > 0.5f ? 1 : 0) + random.NextGaussian() > 0.4;
            Rows[row] = new WideRow { Features = features, Label = label[row] };
        }

        Data = new Dataset([.. columns.Select((values, i) => (Column)new NumberColumn($"x{i}", values)), new FlagColumn("Label", label)]).WithRole("Label", ColumnRole.Label);
    }

    public Dataset Data { get; }

    public WideRow[] Rows { get; }

    public IDataView Load(MLContext context) => context.Data.LoadFromEnumerable(Rows);
}

internal sealed class WideRow
{
    [VectorType(WideTable.Width)]
    public float[] Features { get; set; } = [];

    public bool Label { get; set; }
}

internal sealed class WideScore
{
    public float Score { get; set; }

    public float Probability { get; set; }
}
