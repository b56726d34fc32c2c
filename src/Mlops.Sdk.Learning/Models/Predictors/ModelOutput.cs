using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>From scores to predictions, the same for every neutral model.</summary>
internal static class ModelOutput
{
    /// <summary>Throws unless task, classes, outputs and link fit together.</summary>
    public static void Check(TaskKind task, int classes, int inputs, int features, int outputs, LinkFunction link)
    {
        if (inputs != features)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The model reads {features} values a row, but {inputs} inputs are named."), nameof(inputs));
        bool fits = task switch
        {
            TaskKind.Regression => classes == 0 && outputs == 1 && link is IdentityLink or ExponentialLink,
            TaskKind.Binary => classes == 2 && outputs == 1 && link is LogitLink or ProbabilityLink,
            _ => classes > 2 && outputs == classes && link is SoftmaxLink or OneVsAllLink or ProbabilityLink,
        };
        if (!fits)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A {task} model of {classes} classes cannot have {outputs} outputs and the link {link.GetType().Name}."), nameof(task));
    }

    /// <summary>Applies the link in place and makes predictions of the result.</summary>
    public static Predictions Finish(string label, TaskKind task, ImmutableArray<string> classes, double[] scores, LinkFunction link)
    {
        int outputs = Math.Max(1, task == TaskKind.Multiclass ? classes.Length : 1);
        for (int start = 0; start < scores.Length; start += outputs)
            link.Apply(scores.AsSpan(start, outputs));
        return task switch
        {
            TaskKind.Regression => Predictions.ForValues(label, scores),
            TaskKind.Binary => Predictions.ForPositive(label, classes, scores),
            _ => Predictions.ForClasses(label, classes, scores),
        };
    }
}
