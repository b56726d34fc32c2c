using System.Reflection;

namespace Mlops.Sdk.Tests.Architecture;

public sealed class PublicTypeTests
{
    private static readonly string[] s_namespaces = ["Mlops.Sdk", "Mlops.Sdk.Extensibility", "Mlops.Sdk.Numerics", "Mlops.Sdk.Testing", "Microsoft.Extensions.DependencyInjection"];

    public static TheoryData<string> Assemblies => [.. Packages.Names];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicClass_IsSealedOrAbstractOrStatic(string package) => Assert.Empty(
        Packages.Load(package).GetExportedTypes()
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && !type.IsSubclassOf(typeof(Exception)) && type != typeof(MlopsException))
            .Select(type => type.FullName));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicType_LivesInAKnownNamespace(string package) => Assert.Empty(
        Packages.Load(package).GetExportedTypes().Where(type => !s_namespaces.Contains(type.Namespace)).Select(type => type.FullName));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void OptionsRecord_HasDefaults_AndIsImmutable(string package)
    {
        foreach (Type options in Packages.Load(package).GetExportedTypes().Where(type => type.IsSubclassOf(typeof(StageOptions)) && !type.IsAbstract))
        {
            object first = Activator.CreateInstance(options)!, second = Activator.CreateInstance(options)!;
            Assert.Equal(first, second);
            Assert.Empty(((StageOptions)first).Problems());
            foreach (PropertyInfo property in options.GetProperties().Where(property => property.CanWrite))
                Assert.Contains(typeof(System.Runtime.CompilerServices.IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers());
        }
    }
}
