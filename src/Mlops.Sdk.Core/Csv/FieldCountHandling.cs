namespace Mlops.Sdk;

/// <summary>What is done with a record that has another number of fields than the file has columns.</summary>
public enum FieldCountHandling
{
    /// <summary>An error that names the line and both counts.</summary>
    Error,

    /// <summary>Fields that are not there are missing, and empty fields beyond the last column are left out; a value beyond the last column is still an error.</summary>
    Pad,

    /// <summary>The record is left out.</summary>
    Skip,
}
