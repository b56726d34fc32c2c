using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Mlops.Sdk;

/// <summary>Trains ML.NET's additive models and converts the result.</summary>
internal static class GamNative
{
    private const double UsualLearningRate = 0.04;

    public static NativeGamFit Fit(TrainingInput input, GamOptions options, float[]? missing) => FastTreeSession.Run(
        input with { TaskThreads = 1 },
        context => input.Target.Kind == TargetKind.Binary ? Binary(context, input, options, missing) : Regression(context, input, options, missing));

    public static GamBinaryTrainer.Options BinaryOptions(TrainingInput input, GamOptions options)
    {
        GamBinaryTrainer.Options native = new() { UnbalancedSets = options.BalanceClasses };
        Set(native, input, options);
        return native;
    }

    public static GamRegressionTrainer.Options RegressionOptions(TrainingInput input, GamOptions options)
    {
        GamRegressionTrainer.Options native = new();
        Set(native, input, options);
        return native;
    }

    private static NativeGamFit Binary(MLContext context, TrainingInput input, GamOptions options, float[]? missing)
    {
        GamBinaryTrainer trainer = context.BinaryClassification.Trainers.Gam(BinaryOptions(input, options));
        var transformer = Stoppable(trainer, input, () => trainer.Fit(input.View(missing)));
        return new(GamConversion.Model(transformer.Model.SubModel, input, missing), transformer);
    }

    private static NativeGamFit Regression(MLContext context, TrainingInput input, GamOptions options, float[]? missing)
    {
        GamRegressionTrainer trainer = context.Regression.Trainers.Gam(RegressionOptions(input, options));
        var transformer = Stoppable(trainer, input, () => trainer.Fit(input.View(missing)));
        return new(GamConversion.Model(transformer.Model, input, missing), transformer);
    }

    private static void Set<TOptions, TTransformer, TModel>(GamTrainerBase<TOptions, TTransformer, TModel>.OptionsBase native, TrainingInput input, GamOptions options)
        where TTransformer : ISingleFeaturePredictionTransformer<TModel>
        where TModel : class
        where TOptions : GamTrainerBase<TOptions, TTransformer, TModel>.OptionsBase, new()
    {
        native.LabelColumnName = TrainingView.Label;
        native.FeatureColumnName = TrainingView.Features;
        native.NumberOfIterations = options.IterationCount;
        native.LearningRate = options.LearningRate ?? Math.Min(UsualLearningRate, 1.0 / input.Columns.Length);
        native.MaximumBinCountPerFeature = options.MaximumBinCount;
        native.MinimumExampleCountPerLeaf = options.MinimumRowsPerLeaf ?? FastTreeNative.UsualRowsPerLeaf(input.Rows);
        native.NumberOfThreads = 1;
        native.Seed = input.Seed;
    }

    /// <summary>
    /// ML.NET's loop over the rounds never asks whether it was cancelled. Each round begins with the objective; taken away, the next round fails, and what fails after a cancellation counts as
    /// cancelled. A version without that field trains to its end.
    /// </summary>
    private static T Stoppable<T>(object trainer, TrainingInput input, Func<T> fit)
    {
        FieldInfo? objective = Objective(trainer.GetType());
        Timer? stop = null;
        CancellationTokenRegistration registration = input.Cancellation.UnsafeRegister(
            // Again and again: the objective may not be there yet.
            _ => stop = new Timer(_ => objective?.SetValue(trainer, null), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10)), null);
        try
        {
            return fit();
        }
        finally
        {
            // Waits for a callback that runs, so that no timer is left behind.
            registration.Dispose();
            stop?.Dispose();
        }
    }

    private static FieldInfo? Objective(Type? trainer)
    {
        for (; trainer is not null; trainer = trainer.BaseType)
        {
            if (trainer.GetField("_objectiveFunction", BindingFlags.Instance | BindingFlags.NonPublic) is FieldInfo field)
                return field;
        }

        return null;
    }
}
