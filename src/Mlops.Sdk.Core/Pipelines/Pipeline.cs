using System.Collections.Immutable;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Stages in order: steps and resamplers, then a trainer, then post-steps. Immutable: each verb gives a new pipeline, so variants branch.</summary>
public sealed class Pipeline
{
    private const int DefaultFolds = 5;

    private readonly ImmutableArray<PostStep> _asked;
    private readonly bool _calibrationChosen;

    private Pipeline(ImmutableArray<Stage> stages, ImmutableArray<PostStep> asked = default, bool calibrationChosen = false)
    {
        Stages = stages;
        _asked = asked.IsDefault ? [] : asked;
        _calibrationChosen = calibrationChosen;
    }

    /// <summary>No stages yet.</summary>
    public static Pipeline Empty { get; } = new([]);

    /// <summary>The stages in order.</summary>
    public ImmutableArray<Stage> Stages { get; }

    /// <summary>The trainer, if there is one.</summary>
    public Trainer? Trainer => Stages.OfType<Trainer>().FirstOrDefault();

    /// <summary>The part of the training rows that is kept from the trainer for the post-steps to learn from.</summary>
    /// <value>0.2; used only when there are post-steps and <see cref="CalibrationFolds"/> is 0.</value>
    public double CalibrationFraction { get; private init; } = 0.2;

    /// <summary>In how many folds the post-steps learn from predictions of models that had not seen the row, so that the final model is trained on all rows and the post-steps learn from all of them.</summary>
    /// <value>0: a part of the rows is kept from the trainer instead. 5 where a stage asks for post-steps, as <c>Rebalance</c> does.</value>
    public int CalibrationFolds { get; private init; }

    /// <summary>The pipeline with a stage added. With a trainer come the post-steps that the stages before it ask for; a post-step takes the place of one that was asked for with the same purpose, and comes before a decision that was asked for unless it uses decisions itself.</summary>
    /// <exception cref="ArgumentException">A step or a second trainer after the trainer, or a post-step without one.</exception>
    public Pipeline Add(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (stage is PostStep != Trainer is not null)
        {
            throw new ArgumentException(
                stage is PostStep
                    ? $"'{stage.Kind}' changes what a trainer's model says; add the trainer before it."
                    : stage is Sdk.Trainer ? $"'{stage.Kind}' is a second trainer after '{Trainer!.Kind}', and a pipeline has one. Make a pipeline of each, and compare them with data.CompareCandidates(...)."
                    : $"'{stage.Kind}' comes after the trainer '{Trainer!.Kind}'; only post-steps may. Add it before the trainer.",
                nameof(stage));
        }

        if (stage is PostStep post)
        {
            if (_asked.FirstOrDefault(asked => asked.Purpose == post.Purpose) is { } replaced) return With(Stages.Replace(replaced, post), _asked.Remove(replaced), CalibrationFolds);
            // A decision that was asked for is made on the probabilities in the end.
            if (!post.UsesDecisions && _asked.FirstOrDefault(asked => asked.UsesDecisions) is { } decision) return With(Stages.Insert(Stages.IndexOf(decision), post), _asked, CalibrationFolds);
        }

        if (stage is not Sdk.Trainer) return With(Stages.Add(stage), _asked, CalibrationFolds);
        PostStep[] asks = [.. Stages.SelectMany(before => before.PostSteps()).DistinctBy(asked => asked.Purpose)];
        return With([.. Stages, stage, .. asks], [.. asks], asks.Length > 0 && !_calibrationChosen ? DefaultFolds : CalibrationFolds);
    }

    /// <summary>The pipeline with a stage added right before the trainer, for variants of a whole pipeline.</summary>
    /// <param name="stage">A step or a resampler.</param>
    /// <exception cref="ArgumentException">There is no trainer, or the stage comes after one.</exception>
    public Pipeline AddBeforeTrainer(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (Trainer is null || stage is Sdk.Trainer or PostStep)
            throw new ArgumentException($"'{stage.Kind}' cannot be put before the trainer: {(Trainer is null ? "there is none. Add it with Add" : "it is one or comes after one")}.", nameof(stage));
        var start = new Pipeline([], default, _calibrationChosen) { CalibrationFraction = CalibrationFraction, CalibrationFolds = _calibrationChosen ? CalibrationFolds : 0 };
        return Stages.Where(own => own is not PostStep post || !_asked.Contains(post)).Aggregate(start, (pipeline, own) => (own is Sdk.Trainer ? pipeline.Add(stage) : pipeline).Add(own));
    }

    /// <summary>The pipeline with another part of the rows kept for its post-steps.</summary>
    /// <param name="fraction">Between 0 and 1.</param>
    public Pipeline WithCalibrationFraction(double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(fraction, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fraction, 1);
        return new Pipeline(Stages, _asked, true) { CalibrationFraction = fraction };
    }

    /// <summary>The pipeline with its post-steps learnt out of fold: they see what models said of rows that those had not seen, and no row is lost to the trainer. Costs as many more fits.</summary>
    /// <remarks>Groups stay together where a column has the group role. The models of the folds have fewer rows than the final one, so that what is learnt is a little too careful; with ten folds hardly so.</remarks>
    /// <param name="folds">At least 2.</param>
    public Pipeline WithCalibrationFolds(int folds = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        return new Pipeline(Stages, _asked, true) { CalibrationFraction = CalibrationFraction, CalibrationFolds = folds };
    }

    private Pipeline With(ImmutableArray<Stage> stages, ImmutableArray<PostStep> asked, int folds) =>
        new(stages, asked, _calibrationChosen) { CalibrationFraction = CalibrationFraction, CalibrationFolds = folds };

    internal Pipeline WithoutPostSteps() => new([.. Stages.Where(stage => stage is not PostStep)]);

    /// <summary>Checks every stage against the schema before anything is trained.</summary>
    /// <returns>The schema that the trainer would see.</returns>
    /// <exception cref="SchemaMismatchException">Something does not fit; the message lists all, over all stages.</exception>
    public Schema CheckSchema(Schema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var problems = new SchemaProblems();
        Schema current = input;
        foreach (Stage stage in Stages) current = stage.PropagateCore(current, problems);
        problems.ThrowIfAny();
        return current;
    }

    /// <summary>Learns every stage in order from training data, which is not changed.</summary>
    /// <param name="train">The training data.</param>
    /// <param name="context">Seed, threads, progress and observer.</param>
    /// <param name="cancellationToken">Honoured within about 100 ms.</param>
    /// <exception cref="SchemaMismatchException">A stage does not fit the data; told before anything is trained.</exception>
    public FittedPipeline Fit(Dataset train, RunContext? context = null, CancellationToken cancellationToken = default) =>
        PipelineFit.Run(this, train, context ?? RunContext.Default, cancellationToken);

    /// <summary>The data that the trainer would see: every step learnt and applied, every resampler run.</summary>
    /// <inheritdoc cref="Fit"/>
    public Dataset Prepare(Dataset train, RunContext? context = null, CancellationToken cancellationToken = default) =>
        PipelineFit.Prepare(this, train, context ?? RunContext.Default, cancellationToken);

    /// <summary>The pipeline as JSON, which <see cref="FromJson"/> reads: the kinds of its stages with their options.</summary>
    public string ToJson() => PipelineJson.Write(this);

    /// <summary>A pipeline from JSON that <see cref="ToJson"/> wrote. What functions of the caller did is not in it: such a stage is refused.</summary>
    /// <param name="json">The text.</param>
    /// <param name="kinds">The kinds of stages that may be made; null for those of every package of the SDK that the application references.</param>
    /// <exception cref="ArgumentException">It is no pipeline, or has a stage of a kind that is not known; the message says which.</exception>
    public static Pipeline FromJson(string json, StageKinds? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        (ImmutableArray<Stage> stages, double fraction, int folds) = PipelineJson.Read(json, kinds ?? StageKinds.CreateDefault());
        return new Pipeline(stages, default, true) { CalibrationFraction = fraction, CalibrationFolds = folds };
    }

    /// <summary>The stages with their options, one a line.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Stages);
}
