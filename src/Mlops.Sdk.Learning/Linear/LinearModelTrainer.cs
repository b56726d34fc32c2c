using Mlops.Sdk.Extensibility;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

/// <summary>
/// Linear models without a native library: least squares for numbers, logistic regression for two classes, multinomial for more; ridge, lasso and elastic net by their penalties, signs of weights on request.
/// Categories and missing values are learnt from as they are, weights count as so many rows. Fits without penalties carry standard errors. The same bits on any number of threads.
/// </summary>
/// <remarks>
/// A category has a weight for each level that occurs; without penalties its first level, and of more than two classes the first, is what the others are compared with. Missing numbers stand at the mean, with a weight
/// of their own; a level that training did not see adds what the category adds on average. Newton steps up to 1,500 weights (each rows times weights squared), with coordinate descent where there is an
/// absolute penalty (Friedman, Hastie and Tibshirani 2010); orthant-wise limited-memory steps beyond (Andrew and Gao 2007). Standard errors are Wald's: of least squares with the residual variance on
/// n - k degrees of freedom, else from the second derivatives. Weights that others determine are 0 and have none.
/// </remarks>
public sealed class LinearModelTrainer(LinearModelOptions? options = null) : Trainer<LinearModelOptions>(options, LearningJson.Default.LinearModelOptions)
{
    private const double SeparatedScore = 30;

    /// <inheritdoc/>
    public override string Kind => "linear";

    /// <inheritdoc/>
    protected override Schema PropagateCore(Schema input, SchemaProblems problems)
    {
        LearnerSchema.CheckFeatures(input, problems);
        LearnerSchema.CheckDirections(input, Options.Increasing.Concat(Options.Decreasing), problems);
        return base.PropagateCore(input, problems);
    }

    /// <inheritdoc/>
    protected override Predictor FitCore(Dataset train, LabelData label, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(context);
        LearnerSchema.RefuseDirectionsOfClasses(label, Options.Increasing, Options.Decreasing);
        double[] weights = TrainingWeights.Of(train);
        LinearDesign design = LinearDesign.Of(train, weights, Options);
        LabelScale scale = LabelScale.Of(label, weights);
        bool penalized = Options.L1Regularization + Options.L2Regularization > 0;
        int outputs = label.Task == TaskKind.Multiclass ? (penalized ? label.Classes.Length : label.Classes.Length - 1) : 1;
        var problem = new LinearProblem(design.Columns, weights, scale.Target, label.Task == TaskKind.Regression ? 0 : label.Classes.Length, outputs, context.Parallel);
        var solver = new LinearSolver(problem, design.Columns, Options, context.CancellationToken);
        solver.Solve();
        LinearInference inference = LinearInference.Of(problem, solver, Options, scale, design);
        Tell(context, label, design, problem, solver, inference);
        var unfolded = LinearUnfold.Of(train.Schema, label, design, problem, solver.Point, scale, inference);
        LinkFunction link = label.Task switch { TaskKind.Regression => LinkFunction.Identity, TaskKind.Binary => LinkFunction.Logit(), _ => LinkFunction.Softmax() };
        return new AdditivePredictor(label.Name, label.Task, label.Classes, train.Schema.Features, unfolded.Model, link, new ModelOrigin(Kind, train.RowCount, context.Findings), unfolded.Coefficients);
    }

    private void Tell(FitContext context, LabelData label, LinearDesign design, LinearProblem problem, LinearSolver solver, LinearInference inference)
    {
        if (inference.Undetermined.Count > 0)
            context.AddFinding(new Finding("LINEAR001", Severity.Warning, null, $"{inference.Undetermined.Count} weights are not determined, since other columns say the same: {string.Join(", ", inference.Undetermined.Take(5))}. They are 0 and have no standard error. Drop such columns, or set L2Regularization above 0."));
        bool separated = label.Task != TaskKind.Regression && Options.IsPlain && problem.LargestScore() > SeparatedScore;
        if (separated)
            context.AddFinding(new Finding("LINEAR002", Severity.Warning, null, FormattableString.Invariant($"Some columns tell classes of '{label.Name}' apart without error, so that the weights grow without end and their standard errors mean nothing. Set L2Regularization above 0, or look for leakage.")));
        else if (!solver.IsConverged)
            context.AddFinding(new Finding("LINEAR003", Severity.Warning, null, FormattableString.Invariant($"The search ended after {Options.MaximumIterations} steps before the weights stood still. Raise MaximumIterations, or set L2Regularization above 0.")));
        if (Options.IsPlain && problem.Size >= design.Rows)
            context.AddFinding(new Finding("LINEAR004", Severity.Warning, null, $"{problem.Size} weights are learnt from {design.Rows} rows. Set L2Regularization above 0, or select features."));
        if (design.Columns.Length == 0)
            context.AddFinding(new Finding("LINEAR005", Severity.Warning, null, "No column varies, so every row gets the same prediction. Look for constant columns, or give more rows."));
    }
}
