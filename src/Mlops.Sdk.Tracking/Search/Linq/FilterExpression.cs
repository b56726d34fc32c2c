using System.Linq.Expressions;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Reads a condition on runs from an expression. Whatever a store could not answer is refused with its place, never computed on runs that were read for it.</summary>
internal sealed class FilterExpression(ParameterExpression run)
{
    private const int Deepest = 50;
    private int _depth;

    public static RunFilter Read(Expression<Func<RunInfo, bool>> condition) => new FilterExpression(condition.Parameters[0]).Filter(condition.Body);

    private RunFilter Filter(Expression condition)
    {
        if (++_depth > Deepest) throw Error(condition, $"is nested deeper than {Deepest} levels");
        RunFilter filter = condition switch
        {
            UnaryExpression { NodeType: ExpressionType.Not } not => RunFilter.Not(Filter(not.Operand)),
            BinaryExpression { NodeType: ExpressionType.AndAlso } both => RunFilter.All(Filter(both.Left), Filter(both.Right)),
            BinaryExpression { NodeType: ExpressionType.OrElse } either => RunFilter.Any(Filter(either.Left), Filter(either.Right)),
            BinaryExpression comparison => Compare(comparison),
            MethodCallExpression call => Call(call),
            _ when !FilterFields.Uses(condition, run) => FilterValue.Of(condition) is true ? RunFilter.All() : RunFilter.Any(),
            _ => throw Error(condition, "is no condition that a store can answer"),
        };
        _depth--;
        return filter;
    }

    private RunFilter Compare(BinaryExpression comparison)
    {
        bool isTurned = !FilterFields.Uses(comparison.Left, run);
        (Expression about, Expression against) = isTurned ? (comparison.Right, comparison.Left) : (comparison.Left, comparison.Right);
        if (FilterFields.Uses(against, run)) throw Error(comparison, "compares a run with itself; one side has to be a value");
        FilterField field = FilterFields.Find(about, run) ?? throw Error(about, "is no field that a store can answer");
        object? value = FilterValue.Of(against);
        string sign = Sign(comparison, isTurned);
        if (value is null) return sign switch
        {
            "=" => RunFilter.Not(field.Exists()),
            "!=" => field.Exists(),
            _ => throw Error(comparison, "compares with null"),
        };
        if (field.IsNumber) return field.CompareNumber(sign, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture));
        if (field.IsTime) return field.CompareTime(sign, value is DateTime moment ? moment.ToUniversalTime() : (DateTimeOffset)value);
        // The compiler turns an enumeration into its number.
        string text = value is int status && field.Field == RunTextField.Status ? ((RunStatus)status).ToString() : value.ToString()!;
        RunFilter among = field.Among([text]);
        return sign switch
        {
            "=" => among,
            "!=" => RunFilter.All(field.Exists(), RunFilter.Not(among)),
            _ => throw Error(comparison, "orders texts; only == and != compare them"),
        };
    }

    private RunFilter Call(MethodCallExpression call)
    {
        // data.Params.ContainsKey("rate")
        if (call is { Method.Name: "ContainsKey", Object: { } values, Arguments: [var key] } && FilterFields.Entity(values, run) is { } entity)
            return FilterField.Of(entity, (string)FilterValue.Of(key)!)!.Value.Exists();
        // run.Datasets.Any(data => data.Name == "loans")
        if (call is { Method.Name: "Any", Arguments: [var datasets, LambdaExpression some] } && FilterFields.IsDatasets(datasets, run)) return new FilterExpression(some.Parameters[0]).Filter(some.Body);
        if (call.Method.DeclaringType == typeof(string) && call.Object is { } text && FilterFields.Find(text, run) is { } field) return Text(call, field);
        if (call.Method.Name == "Contains" && Among(call) is { } among) return among;
        if (call.Method.Name == "Equals" && call is { Object: { } left, Arguments: [var right] }) return Compare(Expression.Equal(left, Expression.Convert(right, left.Type)));
        throw Error(call, "is no condition that a store can answer");
    }

    private static RunFilter Text(MethodCallExpression call, FilterField field)
    {
        string part = FilterValue.Of(call.Arguments[0])?.ToString() ?? throw Error(call, "asks for null");
        bool ignoreCase = call.Arguments.Count > 1 && FilterValue.Of(call.Arguments[1]) is StringComparison rule && rule is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase or StringComparison.CurrentCultureIgnoreCase;
        if (part.AsSpan().ContainsAny('%', '_')) throw Error(call, "looks for '%' or '_', which stand for any characters in a store; compare the whole text with ==");
        return call.Method.Name switch
        {
            "StartsWith" => field.Like(part + "%", ignoreCase),
            "EndsWith" => field.Like("%" + part, ignoreCase),
            "Contains" => field.Like("%" + part + "%", ignoreCase),
            "Equals" when ignoreCase => field.Like(part, ignoreCase: true),
            "Equals" => field.Among([part]),
            _ => throw Error(call, "is no condition on a text that a store can answer"),
        };
    }

    /// <summary>new[] { "a", "b" }.Contains(run.Name), whether it is a method of a list, of LINQ or of spans.</summary>
    private RunFilter? Among(MethodCallExpression call)
    {
        (Expression? list, Expression? item) = call.Object is null ? (call.Arguments[0], call.Arguments[1]) : (call.Object, call.Arguments[0]);
        if (FilterFields.Uses(list, run) || FilterFields.Find(item, run) is not { } field) return null;
        object[] values = [.. FilterValue.List(list).Cast<object?>().Where(value => value is not null)!];
        return field.IsNumber ? RunFilter.Any([.. values.Select(value => field.CompareNumber("=", Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)))]) : field.Among([.. values.Select(value => value.ToString()!)]);
    }

    private static string Sign(BinaryExpression comparison, bool isTurned) => (comparison.NodeType, isTurned) switch
    {
        (ExpressionType.Equal, _) => "=",
        (ExpressionType.NotEqual, _) => "!=",
        (ExpressionType.GreaterThan, false) or (ExpressionType.LessThan, true) => ">",
        (ExpressionType.GreaterThanOrEqual, false) or (ExpressionType.LessThanOrEqual, true) => ">=",
        (ExpressionType.LessThan, false) or (ExpressionType.GreaterThan, true) => "<",
        (ExpressionType.LessThanOrEqual, false) or (ExpressionType.GreaterThanOrEqual, true) => "<=",
        _ => throw Error(comparison, "is no comparison"),
    };

    private static ArgumentException Error(Expression condition, string why) => new(
        $"'{condition}' {why}. Compare Id, Name, Experiment, Status, ParentId, Note, Error, StartedAt, EndedAt, Params[\"x\"], Tags[\"x\"], Facts[\"x\"], Metrics[\"x\"].Last, .Min or .Max with values, by == != < <= > >=, StartsWith, EndsWith, Contains, ContainsKey, list.Contains(...) and Datasets.Any(data => ...), joined by && || !.", nameof(condition));
}
