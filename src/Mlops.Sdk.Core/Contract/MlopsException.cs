namespace Mlops.Sdk;

/// <summary>A failure of the SDK with a stable code. A mistake of the caller is an <see cref="ArgumentException"/>; a property of the data is a finding and never an exception.</summary>
public class MlopsException : Exception
{
    /// <summary>A failure that names the place, the value and the remedy.</summary>
    /// <param name="code">A stable code such as <c>MLO1203</c>.</param>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public MlopsException(string code, string message, Exception? innerException = null)
        : base($"{code}: {message}", innerException) => Code = code;

    /// <summary>The stable code.</summary>
    public string Code { get; }
}
