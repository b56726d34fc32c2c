using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>How many rows count less, by how much, and by which fences.</summary>
public sealed class OutlierWeightReport : Report
{
    private const int MostCharts = 12;

    private readonly OutlierState _state;
    private readonly double[] _factors;

    internal OutlierWeightReport(OutlierState state, double[] factors)
        : base("Outliers that count less") => (_state, _factors) = (state, [.. factors.Where(factor => factor < 1)]);

    /// <inheritdoc/>
    public override string Kind => "down_weighted_outliers";

    /// <summary>How many rows count less.</summary>
    public int DownWeightedRows => _factors.Length;

    /// <inheritdoc/>
    protected override ReportContent BuildContent()
    {
        ReportBuilder report = new ReportBuilder(Title).Section("Fences")
            .Facts(("Method", _state.Method), ("Rows", _state.Rows), ("Rows that count less", DownWeightedRows), ("Their mean factor", _factors.Length == 0 ? ReportCell.Empty : _factors.Average()), ("Least factor", _factors.Length == 0 ? ReportCell.Empty : _factors.Min()));
        OutlierContent.Add(report, _state, MostCharts);
        return report.Build();
    }

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumber("down_weighted_rows", DownWeightedRows);
        writer.WritePropertyName("state");
        JsonSerializer.Serialize(writer, _state, PreparationJson.Default.OutlierState);
    }
}
