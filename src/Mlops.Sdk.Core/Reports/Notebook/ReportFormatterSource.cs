using System.Diagnostics.CodeAnalysis;

namespace Mlops.Sdk;

/// <summary>Made by a notebook through its public constructor and asked, by name, for formatters of reports.</summary>
internal sealed class ReportFormatterSource
{
    [SuppressMessage("Performance", "CA1822", Justification = "The notebook calls it on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() => NotebookFormatter<Report>.OfReport(report => report);
}

/// <summary>As <see cref="ReportFormatterSource"/>, of tables: their first rows.</summary>
internal sealed class DatasetFormatterSource
{
    [SuppressMessage("Performance", "CA1822", Justification = "The notebook calls it on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() => NotebookFormatter<Dataset>.OfReport(data => data.Preview());
}

/// <summary>As <see cref="ReportFormatterSource"/>, of predictions: the first rows of them.</summary>
internal sealed class PredictionsFormatterSource
{
    [SuppressMessage("Performance", "CA1822", Justification = "The notebook calls it on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() => NotebookFormatter<Predictions>.OfReport(predictions => predictions.ToDataset().Preview());
}

/// <summary>As <see cref="ReportFormatterSource"/>, of models: what every stage has to say.</summary>
internal sealed class FittedPipelineFormatterSource
{
    [SuppressMessage("Performance", "CA1822", Justification = "The notebook calls it on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() => NotebookFormatter<FittedPipeline>.OfReport(model => Report.Combine(model.ToString(), model.Reports));
}
