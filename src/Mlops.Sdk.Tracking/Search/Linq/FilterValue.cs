using System.Collections;
using System.Linq.Expressions;

namespace Mlops.Sdk;

/// <summary>The values in an expression: constants, what a lambda has captured, and what is computed of them. Nothing is compiled to code.</summary>
internal static class FilterValue
{
    public static object? Of(Expression expression) => WithoutConversion(expression) is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();

    /// <summary>The items of a list; a span, which cannot be boxed, by the array that it was made of.</summary>
    public static IEnumerable List(Expression expression)
    {
        if (expression is MethodCallExpression { Method.Name: "op_Implicit" or "AsSpan", Arguments: [var array, ..] }) return List(array);
        return Of(expression) as IEnumerable ?? throw new ArgumentException($"'{expression}' is no list.", nameof(expression));
    }

    /// <summary>What a conversion of the compiler's converts, such as of an enumeration or to a nullable.</summary>
    public static Expression WithoutConversion(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked, Method: null } conversion) expression = conversion.Operand;
        return expression;
    }
}
