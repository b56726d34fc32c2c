using System.Linq.Expressions;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Finds the fields of a run, or of one of its datasets, in an expression.</summary>
internal static class FilterFields
{
    public static FilterField? Find(Expression expression, ParameterExpression run)
    {
        Expression plain = FilterValue.WithoutConversion(expression);
        // run.EndedAt.Value is run.EndedAt: where there is none, no comparison holds.
        if (plain is MemberExpression { Member.Name: "Value", Expression: { } nullable } && Nullable.GetUnderlyingType(nullable.Type) is not null) plain = nullable;
        if (plain is MemberExpression { Expression: { } owner } member)
        {
            if (owner == run) return run.Type == typeof(RunDataset) ? FilterField.Of(FilterFieldKind.Dataset, member.Member.Name) : OfRun(member.Member.Name);
            if (Indexed(owner, run) is (FilterFieldKind.Metric, string metric) && Enum.TryParse(member.Member.Name, out MetricAggregate aggregate)) return new FilterField(FilterFieldKind.Metric, default, metric, aggregate);
        }

        return Indexed(plain, run) is (FilterFieldKind entity and not FilterFieldKind.Metric, string key) ? FilterField.Of(entity, key) : null;
    }

    /// <summary>Which dictionary of a run an expression is.</summary>
    public static FilterFieldKind? Entity(Expression expression, ParameterExpression run) => expression is MemberExpression { Expression: { } owner } member && owner == run
        ? member.Member.Name switch
        {
            nameof(RunInfo.Metrics) => FilterFieldKind.Metric,
            nameof(RunInfo.Params) => FilterFieldKind.Param,
            nameof(RunInfo.Tags) => FilterFieldKind.Tag,
            nameof(RunInfo.Facts) => FilterFieldKind.Fact,
            _ => null,
        }
        : null;

    public static bool IsDatasets(Expression expression, ParameterExpression run) =>
        FilterValue.WithoutConversion(expression) is MemberExpression { Expression: { } owner, Member.Name: nameof(RunInfo.Datasets) } && owner == run;

    /// <summary>Whether an expression has to do with the run at all.</summary>
    public static bool Uses(Expression expression, ParameterExpression run)
    {
        var finder = new Finder(run);
        finder.Visit(expression);
        return finder.IsFound;
    }

    private static FilterField? OfRun(string member) => member switch
    {
        nameof(RunInfo.Id) => FilterField.Of(FilterFieldKind.Attribute, "run_id"),
        nameof(RunInfo.Name) => FilterField.Of(FilterFieldKind.Attribute, "run_name"),
        nameof(RunInfo.Experiment) or nameof(RunInfo.Status) or nameof(RunInfo.Note) or nameof(RunInfo.Error) => FilterField.Of(FilterFieldKind.Attribute, member),
        nameof(RunInfo.ParentId) => FilterField.Of(FilterFieldKind.Attribute, "parent_id"),
        nameof(RunInfo.StartedAt) => FilterField.Of(FilterFieldKind.Attribute, "start_time"),
        nameof(RunInfo.EndedAt) => FilterField.Of(FilterFieldKind.Attribute, "end_time"),
        _ => null,
    };

    /// <summary>run.Tags["team"].</summary>
    private static (FilterFieldKind Entity, string Key)? Indexed(Expression expression, ParameterExpression run) =>
        expression is MethodCallExpression { Method.Name: "get_Item", Object: { } values, Arguments: [var key] } && Entity(values, run) is { } entity && FilterValue.Of(key) is string name ? (entity, name) : null;

    private sealed class Finder(ParameterExpression run) : ExpressionVisitor
    {
        public bool IsFound { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            IsFound |= node == run;
            return node;
        }
    }
}
