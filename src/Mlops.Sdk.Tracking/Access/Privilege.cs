namespace Mlops.Sdk;

/// <summary>What a grant allows or denies. The names are stored and never change.</summary>
public enum Privilege
{
    /// <summary>To know that something is there, and what it is called. Every other privilege includes it, and who is denied it is denied all.</summary>
    Use = 0,

    /// <summary>To read what is in it: runs with their values and files, the rows of a dataset, reports on a model version.</summary>
    Select = 1,

    /// <summary>To add to it and change it: log runs, register versions, write catalog entries.</summary>
    Modify = 2,

    /// <summary>To load a model and score with it.</summary>
    Execute = 3,

    /// <summary>To give and take rights on it, set its policies, move aliases and stages of a model, purge.</summary>
    Manage = 4,
}
