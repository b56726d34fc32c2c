namespace Mlops.Sdk;

/// <summary>Events in the OpenLineage format (spec 2-0-2) about every run: one START, and one COMPLETE, FAIL or ABORT. A run that is resumed is a run of its own there.</summary>
/// <remarks>Events are sent beside the work, and a transport that fails never fails a run: what was not sent is tried again when the workspace is opened next, and so is the ABORT of a run whose process died.</remarks>
public sealed record OpenLineageOptions
{
    /// <summary>Where events go.</summary>
    public required OpenLineageTransport Transport { get; init; }

    /// <summary>The namespace of jobs, and of datasets without a source.</summary>
    /// <value><c>mlops</c>.</value>
    public string Namespace { get; init; } = "mlops";

    /// <summary>Who produces the events, a URI.</summary>
    /// <value><c>urn:mlops-sdk</c>.</value>
    public string Producer { get; init; } = "urn:mlops-sdk";
}
