namespace Mlops.Sdk;

/// <summary>What says that a column tells of persons.</summary>
public enum PiiEvidence
{
    /// <summary>The values themselves, by their form or check digits.</summary>
    Values,

    /// <summary>Values of a form that says little alone, and the name of the column.</summary>
    NameAndValues,

    /// <summary>The name of the column alone: for what has no form, such as passwords and passport numbers.</summary>
    Name,

    /// <summary>The caller, by <see cref="ProfileOptions.DeclaredTypes"/>.</summary>
    Declared,
}
