using System.Text.Json;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>One page on what a model is worth, for those whose decision it serves.</summary>
public sealed class ProblemReport : Report
{
    private readonly ProblemResult _result;

    internal ProblemReport(ProblemResult result)
        : base(result.Problem.Question, ProblemContent.Findings(result)) => _result = result;

    /// <inheritdoc/>
    public override string Kind => "problem";

    /// <summary>The problem.</summary>
    public Problem Problem => _result.Problem;

    /// <summary>The rows that were judged.</summary>
    public int RowCount => _result.Costs.Kept.Length;

    /// <summary>What 1,000 rows save against today, in the unit of the problem.</summary>
    public double Saving => _result.Saving;

    /// <summary>The lower end of its 95% interval.</summary>
    public double Lower => _result.Lower;

    /// <summary>The upper end.</summary>
    public double Upper => _result.Upper;

    /// <summary>What 1,000 rows cost by the model.</summary>
    public double ModelCost => _result.ModelCost;

    /// <summary>What 1,000 rows cost today.</summary>
    public double TodayCost => _result.TodayCost;

    /// <summary>Whether it is good enough.</summary>
    public ProblemVerdict Verdict => _result.Verdict;

    /// <summary>The answer in a sentence: <c>As it decides now, 1,000 applications save 12,400 ± 900 EUR against today's 'rule'.</c></summary>
    public string Answer => ProblemContent.Answer(_result);

    /// <inheritdoc/>
    protected override ReportContent BuildContent() => ProblemContent.Build(_result);

    /// <inheritdoc/>
    protected override void WriteData(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName("problem");
        writer.WriteRawValue(Problem.ToJson());
        writer.WriteNumber("rows", RowCount);
        writer.WriteString("verdict", Verdict.ToString());
        writer.WriteString("answer", Answer);
        MetricJson.Number(writer, "saving_per_1000", Saving);
        MetricJson.Number(writer, "lower", Lower);
        MetricJson.Number(writer, "upper", Upper);
        MetricJson.Number(writer, "model_cost_per_1000", ModelCost);
        MetricJson.Number(writer, "today_cost_per_1000", TodayCost);
        MetricJson.Number(writer, "best_threshold", _result.BestThreshold);
        MetricJson.Number(writer, "best_saving_per_1000", _result.BestSaving);
    }
}
