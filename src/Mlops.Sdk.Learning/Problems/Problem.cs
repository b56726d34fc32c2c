using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>
/// What a model is for: the question, the decision it serves and whose that is, what each kind of error costs, what is done today, and from where on the model is good enough. Written once and kept with the model;
/// <see cref="ProblemExtensions.Evaluate(Problem, FittedPipeline, Dataset, CancellationToken)"/> answers in its terms.
/// </summary>
public sealed record Problem
{
    /// <summary>The question in plain words: <c>Which applications will not be paid back?</c></summary>
    public required string Question { get; init; }

    /// <summary>The decision that the answer serves: <c>Refuse the application or grant it</c>.</summary>
    public required string Decision { get; init; }

    /// <summary>Who answers for the decision.</summary>
    public required string Owner { get; init; }

    /// <summary>What one row is, in the plural: <c>applications</c>.</summary>
    /// <value>rows.</value>
    public string Rows { get; init; } = "rows";

    /// <summary>What costs are counted in: <c>EUR</c>, <c>hours</c>.</summary>
    /// <value>cost units.</value>
    public string Unit { get; init; } = "cost units";

    /// <summary>Classes: what each decision costs. A pair that is not listed costs nothing where it is right and <see cref="ErrorCost"/> where it is wrong.</summary>
    /// <value>Empty.</value>
    [JsonIgnore]
    public ValueList<DecisionCost> Costs { get; init; } = [];

    /// <summary>Classes: what an error costs that is not listed.</summary>
    /// <value>1.</value>
    public double ErrorCost { get; init; } = 1;

    /// <summary>Classes: what a row costs that the model abstains from, because a person decides it.</summary>
    /// <value>None: a model that abstains cannot be judged.</value>
    public double? AbstainCost { get; init; }

    /// <summary>Numbers: what each unit costs by which the prediction is too high.</summary>
    /// <value>1.</value>
    public double OverestimateCost { get; init; } = 1;

    /// <summary>Numbers: what each unit costs by which the prediction is too low.</summary>
    /// <value>1.</value>
    public double UnderestimateCost { get; init; } = 1;

    /// <summary>The column of the test data that says what is done today: the class decided on, or the number predicted, without the model.</summary>
    /// <value>None: <see cref="TodayClass"/> or <see cref="TodayNumber"/>.</value>
    public string? TodayColumn { get; init; }

    /// <summary>Classes: what is decided for every row today.</summary>
    /// <value>None: of two classes the negative one, of more the most frequent one.</value>
    public string? TodayClass { get; init; }

    /// <summary>Numbers: what is predicted for every row today.</summary>
    /// <value>None: the median of the test rows, the best constant for equal costs.</value>
    public double? TodayNumber { get; init; }

    /// <summary>How much 1,000 rows must save against today for the model to be worth it, in the unit.</summary>
    /// <value>0.</value>
    public double MinimumSaving { get; init; }

    /// <summary>Metrics that the model must reach beside.</summary>
    /// <value>Empty.</value>
    [JsonIgnore]
    public ValueList<MetricBar> Bars { get; init; } = [];

    // The converter of lists takes strings and numbers; arrays of records are written by the generated code.
    [JsonInclude]
    [JsonPropertyName("costs")]
    internal DecisionCost[] CostArray { get => [.. Costs]; init => Costs = [.. value]; }

    [JsonInclude]
    [JsonPropertyName("bars")]
    internal MetricBar[] BarArray { get => [.. Bars]; init => Bars = [.. value]; }

    /// <summary>The problem as JSON, to be kept with the code.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LearningJson.Default.Problem);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ArgumentException">It is no such JSON.</exception>
    public static Problem FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, LearningJson.Default.Problem) ?? throw new ArgumentException("The JSON of a problem is null.", nameof(json));
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"This is no problem: {error.Message} Write it with Problem.ToJson.", nameof(json), error);
        }
    }

    internal IEnumerable<string> Faults()
    {
        foreach ((string name, string text) in new[] { (nameof(Question), Question), (nameof(Decision), Decision), (nameof(Owner), Owner), (nameof(Rows), Rows), (nameof(Unit), Unit) })
            if (string.IsNullOrWhiteSpace(text)) yield return $"{name} is empty.";
        foreach ((string name, double value) in new[] { (nameof(ErrorCost), ErrorCost), (nameof(OverestimateCost), OverestimateCost), (nameof(UnderestimateCost), UnderestimateCost) })
            if (!(value >= 0 && double.IsFinite(value))) yield return $"{name} is {value}; it is at least 0 and finite.";
        if (Costs.Any(cost => !double.IsFinite(cost.Cost))) yield return "A cost is not finite.";
        if (AbstainCost is { } abstain && !double.IsFinite(abstain)) yield return "AbstainCost is not finite.";
        if (!double.IsFinite(MinimumSaving)) yield return "MinimumSaving is not finite.";
    }
}
