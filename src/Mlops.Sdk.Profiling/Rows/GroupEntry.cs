namespace Mlops.Sdk;

/// <summary>Rows of one key, and of one label where classes are told apart.</summary>
internal struct GroupEntry
{
    public ulong Key;
    public ulong Label;
    public long Count;
    public long First;
}
