namespace Mlops.Sdk.Extensibility;

/// <summary>Hears of everything that a fit does, so that it can be recorded without a line of user code. Called from one thread at a time for a stage; must not throw for reasons of its own.</summary>
public interface IRunObserver
{
    /// <summary>A stage begins to fit, resample or search.</summary>
    void StageStarted(StageStarted stage)
    {
    }

    /// <summary>A stage has ended, well or not.</summary>
    void StageCompleted(StageCompleted stage)
    {
    }

    /// <summary>A whole pipeline was fitted, as a piece of work of its own and not as a part of a larger one.</summary>
    void PipelineFitted(PipelineFitted fit)
    {
    }

    /// <summary>A number came up while working, such as the validation loss of an iteration.</summary>
    /// <param name="stage">The path of the stage.</param>
    /// <param name="name">The name of the metric, lower_snake.</param>
    /// <param name="value">The value; NaN and infinities are kept.</param>
    /// <param name="step">The iteration, fold or trial.</param>
    void MetricLogged(string stage, string name, double value, long step)
    {
    }
}

/// <summary>A pipeline was fitted: what is needed to fit it again.</summary>
/// <param name="PipelineJson">The pipeline (<see cref="Pipeline.FromJson"/>).</param>
/// <param name="Seed">The seed.</param>
/// <param name="Schema">The columns of the training data, with their roles.</param>
/// <param name="DataFingerprint">The fingerprint of the training data (<see cref="DatasetFingerprint.Root"/>).</param>
/// <param name="Rows">The rows of the training data.</param>
/// <param name="Model">What came of it.</param>
public sealed record PipelineFitted(string PipelineJson, ulong Seed, Schema Schema, string DataFingerprint, int Rows, FittedPipeline Model);

/// <summary>A stage begins.</summary>
/// <param name="Path">Where in the work it stands, such as <c>fold-2/impute_missing</c>.</param>
/// <param name="Kind">The stable kind of the stage.</param>
/// <param name="OptionsJson">Its options as JSON.</param>
/// <param name="Rows">Rows it is given.</param>
/// <param name="Columns">Columns it is given.</param>
public sealed record StageStarted(string Path, string Kind, string OptionsJson, int Rows, int Columns);

/// <summary>A stage has ended.</summary>
/// <param name="Path">Where in the work it stands.</param>
/// <param name="Kind">The stable kind of the stage.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Rows">Rows it gave to the stages after it.</param>
/// <param name="Columns">Columns it gave to the stages after it.</param>
/// <param name="Report">What it has to say, if it ended well.</param>
/// <param name="Error">What went wrong, if anything did.</param>
public sealed record StageCompleted(string Path, string Kind, TimeSpan Elapsed, int Rows, int Columns, Report? Report, Exception? Error);
