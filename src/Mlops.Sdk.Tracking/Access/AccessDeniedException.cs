namespace Mlops.Sdk;

/// <summary>A principal lacks a right (MLO6084). Why is told to those who may know that the thing is there; to others only what is missing.</summary>
public sealed class AccessDeniedException : MlopsException
{
    internal AccessDeniedException(AccessDecision decision, bool mayKnow)
        : base("MLO6084", $"{Extensibility.ErrorText.Show(decision.Principal)} may not do this: it takes {decision.Privilege} on {decision.Securable.InWords}. {(mayKnow ? Sentence(decision.Reason) : "")}Ask who manages it for a grant.")
    {
        (Principal, Privilege, Securable) = (decision.Principal, decision.Privilege, decision.Securable);
    }

    /// <summary>The principal.</summary>
    public string Principal { get; }

    /// <summary>The privilege that is missing.</summary>
    public Privilege Privilege { get; }

    /// <summary>What it is missing on.</summary>
    public Securable Securable { get; }

    private static string Sentence(string reason) => $"{char.ToUpperInvariant(reason[0])}{reason[1..]}. ";
}
