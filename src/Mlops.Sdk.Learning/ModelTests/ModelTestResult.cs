namespace Mlops.Sdk;

/// <summary>What a model test found.</summary>
/// <param name="Name">The name of the test.</param>
/// <param name="Code">The code of its findings, such as <c>MTEST001</c>.</param>
/// <param name="Passed">Whether the model passed.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Limit">What it was held against.</param>
/// <param name="Message">What that means, in a sentence.</param>
/// <param name="FailedRows">Some of the rows that fail, by their place in the data.</param>
public sealed record ModelTestResult(string Name, string Code, bool Passed, double? Measured, double Limit, string Message, ValueList<int> FailedRows)
{
    /// <summary>What was measured of each segment, or without each column; null where a test has no parts.</summary>
    /// <value>Null.</value>
    public ModelTestParts? Parts { get; init; }

    /// <summary>How it spreads over rows or calls; null where that says nothing.</summary>
    /// <value>Null.</value>
    public ModelTestSpread? Spread { get; init; }

    /// <summary>For test frameworks: nothing where the model passed.</summary>
    /// <exception cref="MlopsException">MLO2120: the model failed; the message tells how.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed) throw new MlopsException("MLO2120", $"{Name}: {Message}");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(Passed ? "passed" : "failed")}  {Name}: {Message}";
}
