### pack
